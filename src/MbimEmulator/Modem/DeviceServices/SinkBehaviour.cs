using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>Takes what comes, which the modem counts; commands are answered with an empty buffer.</summary>
internal sealed class SinkBehaviour : IDeviceServiceBehaviour
{
    public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer) =>
        transaction.Complete();
}
