"""Health, for whoever runs it: probes for a platform, metrics for Prometheus, a page for staff."""
