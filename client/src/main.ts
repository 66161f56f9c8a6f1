import "./tokens.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { lookAhead } from "./look-ahead";
import { setLocale } from "./i18n/locale.svelte";
import { keepFocus } from "./shell/focus";
import { router } from "./router.svelte";
import { registerServiceWorker } from "./service-worker";

setLocale("");
router.start();
lookAhead();
keepFocus();
registerServiceWorker();
mount(App, { target: document.getElementById("app")! });
