namespace MbimClient.WinRT;

/// <summary>A datagram of a data session.</summary>
public sealed class MobileBroadbandDeviceServiceDataReceivedEventArgs
{
    internal MobileBroadbandDeviceServiceDataReceivedEventArgs(ReadOnlyMemory<byte> receivedData) => ReceivedData = receivedData;

    /// <summary>The datagram.</summary>
    public ReadOnlyMemory<byte> ReceivedData { get; }
}
