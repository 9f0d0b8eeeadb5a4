import { contextBridge, ipcRenderer } from 'electron'

/**
 * Gives the page the one end of the panel's channel, in the form that oRPC's message-port link takes, and nothing else:
 * no ipcRenderer, no other channel (Electron's security checklist, no. 20).
 */
const CHANNEL = 'panel'

contextBridge.exposeInMainWorld('friendlyOAuth2Port', {
  postMessage: (data: unknown) => ipcRenderer.send(CHANNEL, data),
  onMessage: {
    addListener: (listener: (data: unknown) => void) => {
      ipcRenderer.on(CHANNEL, (_event, data: unknown) => listener(data))
    }
  },
  // The other end lives as long as the app, and this one as long as the page: neither sees the other go.
  onDisconnect: { addListener: () => undefined }
})
