using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Sharing;

/// <summary>Queues whole messages for one client of the mbim-proxy protocol, each a transfer of its own.</summary>
/// <param name="link">The client's link.</param>
/// <param name="writer">Empty between the calls.</param>
/// <param name="stall">Told of each message.</param>
internal sealed class ProxyGuestWriter(ModemLink link, TransferWriter writer, StallWatch stall)
{
    private long _messages;

    /// <summary>OPEN_DONE.</summary>
    public void OpenDone(uint transactionId, MbimStatus status)
    {
        MbimMessageWriter.WriteOpenDone(writer, transactionId, status);
        SendAnswer();
    }

    /// <summary>CLOSE_DONE with SUCCESS.</summary>
    public void CloseDone(uint transactionId)
    {
        MbimMessageWriter.WriteCloseDone(writer, transactionId, MbimStatus.Success);
        SendAnswer();
    }

    /// <summary>FUNCTION_ERROR.</summary>
    public void FunctionError(uint transactionId, MbimProtocolError error)
    {
        MbimMessageWriter.WriteFunctionError(writer, transactionId, error);
        SendAnswer();
    }

    /// <summary>COMMAND_DONE.</summary>
    public void CommandDone(uint transactionId, Guid service, uint cid, MbimStatus status, ReadOnlySpan<byte> informationBuffer)
    {
        MbimMessageWriter.WriteCommandDone(writer, transactionId, service, cid, status, informationBuffer);
        SendAnswer();
    }

    /// <summary>INDICATE_STATUS; dropped, or takes the place of an older one, when the client lags behind.</summary>
    public void IndicateStatus(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        var message = NotificationKinds.Of(++_messages, service, cid, informationBuffer);
        if (link.MakeRoom(message))
        {
            MbimMessageWriter.WriteIndicateStatus(writer, service, cid, informationBuffer);
            Send(message);
        }
    }

    /// <summary>PROXY_CONTROL VERSION. The newest always reaches the client: without it the client could not read what follows.</summary>
    public void IndicateVersion(ProxyVersion version)
    {
        const uint Cid = (uint)ProxyControlCid.Version;
        var message = new OutboundMessage(++_messages, OutboundKind.State, ProxyControl.Id, Cid);
        if (link.MakeRoom(message))
        {
            MbimMessageWriter.WriteIndicateStatus(writer, ProxyControl.Id, Cid, version, MbimExVersion.V1);
            Send(message);
        }
    }

    private void SendAnswer() => Send(new OutboundMessage(++_messages, OutboundKind.Answer));

    private void Send(in OutboundMessage message)
    {
        link.Enqueue(writer.Take(), message);
        stall.Check();
    }
}
