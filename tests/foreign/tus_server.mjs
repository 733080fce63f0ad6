// A foreign tus server on a free loopback port: node tus_server.mjs FOLDER. Says {"url": …} when it listens.
import { createServer } from 'node:http'
import { Server } from '@tus/server'
import { FileStore } from '@tus/file-store'

const [directory] = process.argv.slice(2)
const tus = new Server({ path: '/files', datastore: new FileStore({ directory }) })
const http = createServer((request, response) => tus.handle(request, response))

http.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${http.address().port}/files` }))
})
