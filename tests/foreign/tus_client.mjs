// A foreign tus client: node tus_client.mjs '{"endpoint", "token", "file", "sha256", "mediaType", …}'.
// Options: chunkSize; abortAt (bytes sent, then abort and resume); terminate (delete instead of resuming);
// override (send PATCH as POST); url (resume this one); retryDelays (milliseconds).
// Says a line {"event", …} for each thing that happens; the last is "success", "terminated" or "error".
import { createReadStream, statSync } from 'node:fs'
import { Upload } from 'tus-js-client'

const wish = JSON.parse(process.argv[2])
const say = (event, facts = {}) => console.log(JSON.stringify({ event, ...facts }))
const size = statSync(wish.file).size

function begin(uploadUrl, abortAt) {
  let aborted = false
  const upload = new Upload(createReadStream(wish.file), {
    endpoint: wish.endpoint,
    uploadUrl,
    uploadSize: size,
    headers: { Authorization: `Bearer ${wish.token}` },
    metadata: { sha256: wish.sha256, media_type: wish.mediaType },
    chunkSize: wish.chunkSize ?? size,
    retryDelays: wish.retryDelays ?? null,
    overridePatchMethod: Boolean(wish.override),
    storeFingerprintForResuming: false,
    onUploadUrlAvailable: () => say('url', { url: upload.url }),
    onAfterResponse: (request, response) => {
      if (request.getMethod() === 'HEAD') say('resumed', { offset: Number(response.getHeader('Upload-Offset')) })
    },
    onChunkComplete: (_, accepted) => say('accepted', { accepted }),
    onProgress: async (sent) => {
      if (abortAt === undefined || aborted || sent < abortAt) return
      aborted = true
      await upload.abort(Boolean(wish.terminate))
      say(wish.terminate ? 'terminated' : 'aborted', { sent, url: upload.url })
      if (!wish.terminate) begin(upload.url)
    },
    onSuccess: () => say('success', { url: upload.url }),
    onError: (error) => say('error', { status: error.originalResponse?.getStatus() ?? 0, text: error.message }),
  })
  upload.start()
}

begin(wish.url, wish.abortAt)
