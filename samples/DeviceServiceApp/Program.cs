using System.Text;
using DeviceServiceApp;
using MbimClient.DeviceServices;
using MbimClient.Mbn;

// DeviceServiceApp SOCKET TEXT: sends a text to the device service "upload" of the emulator's profile mbn-demo.
if (args is not [var socket, var text])
{
    Console.Error.WriteLine("Usage: DeviceServiceApp SOCKET TEXT, with the socket of: ./run --profile mbn-demo --service-socket SOCKET");
    return 2;
}

await using var client = await MbnClient.ConnectUnixSocketAsync(socket);
var manager = new MbnDeviceServicesManager(client);
using var uploader = new ReportUploader(manager, manager.GetInterfaceIDs()[0], "{2C7F9E1D-63B4-4F0A-8B5E-90D1A4C7E803}");
var isSent = uploader.TryUpload(Encoding.UTF8.GetBytes(text));
Console.WriteLine(isSent ? "sent" : "the modem has no place now; try again later");
return isSent ? 0 : 1;
