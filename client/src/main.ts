import "./tokens.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { lookAhead } from "./look-ahead";
import { router } from "./router.svelte";
import { registerServiceWorker } from "./service-worker";

router.start();
lookAhead();
registerServiceWorker();
mount(App, { target: document.getElementById("app")! });
