namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A device service and what it has taken and sent.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Name">Its name in the profile.</param>
/// <param name="Commands">COMMANDs that reached its behaviour.</param>
/// <param name="DatagramsReceived">Datagrams of the host.</param>
/// <param name="BytesReceived">Bytes in them.</param>
/// <param name="DatagramsSent">Datagrams to the host.</param>
/// <param name="BytesSent">Bytes in them.</param>
public sealed record DeviceServiceState(Guid Id, string Name, long Commands, long DatagramsReceived, long BytesReceived, long DatagramsSent, long BytesSent);
