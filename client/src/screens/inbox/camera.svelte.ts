/** A camera of this machine, while its picture is shown. */

export type Trouble = "refused" | "none" | "busy" | "insecure";

const TROUBLES: Record<string, Trouble> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
};
/** More than any camera has: the most that it can do. */
const SIZE = { width: { ideal: 4096 }, height: { ideal: 4096 } };
const QUALITY = 0.92;

export class Camera {
  stream = $state.raw<MediaStream | null>(null);
  trouble = $state<Trouble | null>(null);
  /** Those that one can change to. */
  others = $state.raw<MediaDeviceInfo[]>([]);
  #times = 0;

  /** The one that looks away from the person, where there is one. */
  async start(deviceId?: string): Promise<void> {
    this.stop();
    const time = this.#times;
    this.trouble = null;
    // Missing where a page comes by plain HTTP.
    if (!navigator.mediaDevices) return void (this.trouble = "insecure");
    const which = deviceId
      ? { deviceId: { exact: deviceId } }
      : { facingMode: { ideal: "environment" } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...SIZE } });
      const devices = await navigator.mediaDevices.enumerateDevices();
      // It was closed, or another one chosen, while the person was asked.
      if (time !== this.#times) return release(stream);
      this.stream = stream;
      this.others = devices.filter(({ kind }) => kind === "videoinput");
      stream.getVideoTracks()[0]!.onended = () => this.#lose();
    } catch (error) {
      if (time === this.#times) this.trouble = TROUBLES[(error as Error).name] ?? "busy";
    }
  }

  get deviceId(): string {
    return this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  }

  stop(): void {
    this.#times += 1;
    if (this.stream) release(this.stream);
    this.stream = null;
  }

  /** It was unplugged, or its permission taken back. */
  #lose(): void {
    this.stop();
    this.trouble = "none";
  }
}

function release(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

/** What a video shows, as large as the camera sees it. */
export function photoOf(video: HTMLVideoElement, name: string): Promise<File> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d")!.drawImage(video, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) =>
        blob
          ? resolve(new File([blob], name, { type: blob.type }))
          : reject(new Error("The browser made no picture.")),
      "image/jpeg",
      QUALITY,
    ),
  );
}
