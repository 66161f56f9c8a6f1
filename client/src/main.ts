import "./tokens.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { router } from "./router.svelte";
import { registerServiceWorker } from "./service-worker";

// A newer version was laid on the server, without the parts that this one has yet to load.
addEventListener("vite:preloadError", () => location.reload());

router.start();
registerServiceWorker();
mount(App, { target: document.getElementById("app")! });
