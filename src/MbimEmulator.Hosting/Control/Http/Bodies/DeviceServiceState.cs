namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A device service and what it has taken and sent.</summary>
/// <param name="Id">The UUID of the device service.</param>
/// <param name="Name">Its name in the profile.</param>
/// <param name="Commands">COMMANDs that reached its behaviour.</param>
/// <param name="DatagramsReceived">The number of datagrams received from the host.</param>
/// <param name="BytesReceived">The number of bytes in these datagrams.</param>
/// <param name="DatagramsSent">The number of datagrams sent to the host.</param>
/// <param name="BytesSent">The number of bytes in these datagrams.</param>
public sealed record DeviceServiceState(Guid Id, string Name, long Commands, long DatagramsReceived, long BytesReceived, long DatagramsSent, long BytesSent);
