using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>Commands are answered with the bytes that they carried; datagrams come back where the service can be read from.</summary>
internal sealed class EchoBehaviour(DeviceServiceContext context) : IDeviceServiceBehaviour
{
    public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer) =>
        transaction.Complete(informationBuffer);

    public void OnDatagram(byte sessionId, ReadOnlySpan<byte> datagram)
    {
        if (context.Service.DeviceToHost)
        {
            context.Send(sessionId, datagram);
        }
    }
}
