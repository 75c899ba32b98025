namespace MbimEmulator.Modem.DeviceServices;

/// <summary>What a device service has taken and sent since the modem was made.</summary>
/// <param name="Commands">COMMANDs that reached the service's behaviour.</param>
/// <param name="DatagramsReceived">Datagrams of the host that reached it.</param>
/// <param name="BytesReceived">Bytes in them.</param>
/// <param name="DatagramsSent">Datagrams that it sent to the host.</param>
/// <param name="BytesSent">Bytes in them.</param>
public readonly record struct DeviceServiceTraffic(long Commands, long DatagramsReceived, long BytesReceived, long DatagramsSent, long BytesSent);
