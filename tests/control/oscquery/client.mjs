// Reads an OSCQuery server with the npm package `oscquery` and prints what it understood.
import { OSCQueryDiscovery } from "oscquery";

const [host, port] = process.argv.slice(2);
const discovery = new OSCQueryDiscovery();
const service = await discovery.queryNewService(host, Number(port));
console.log(JSON.stringify({ host: service.hostInfo, methods: service.flat() }));
