/** Words about the links that open an account: mailed, or printed by a server that sends no mail. */

import { m } from "./i18n/generated/messages";
import { session } from "./session.svelte";

type Values = { email: string };

const isMailed = () => session.options?.sends_mail ?? true;

export const links = {
  title: () => (isMailed() ? m.account_mailbox_title() : m.account_printed_title()),
  sent: (to: Values) => (isMailed() ? m.account_mailbox_text(to) : m.account_printed_text(to)),
  unopened: () => (isMailed() ? m.account_verify_first() : m.account_printed_first()),
  waits: (to: Values) => (isMailed() ? m.settings_email_waits(to) : m.settings_email_printed(to)),
  resend: () => (isMailed() ? m.account_resend() : m.account_printed_again()),
  resent: () => (isMailed() ? m.account_resent() : m.account_printed_once_more()),
  send: () => (isMailed() ? m.account_forgot_send() : m.account_printed_send()),
  forgotten: () => (isMailed() ? m.account_forgot_text() : m.account_printed_forgot()),
  forgottenSent: (to: Values) =>
    isMailed() ? m.account_forgot_sent(to) : m.account_printed_forgot_sent(to),
};
