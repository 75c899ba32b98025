using System.Buffers;
using MbimEmulator.Faults;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Function;

/// <summary>Writes the function's messages and queues them on the link that holds the host's place, in fragments where they are too long.</summary>
/// <param name="tap">Sees each transfer.</param>
/// <param name="journal">Keeps each message.</param>
internal sealed class HostWriter(TransferTap tap, TrafficJournal journal)
{
    private readonly TransferWriter _writer = new();
    private long _messages;

    /// <summary>The link; null while there is no host. What is written then is dropped.</summary>
    public ModemLink? Link { get; set; }

    /// <summary>The layouts in force.</summary>
    public MbimExVersion Version { get; set; } = MbimExVersion.V1;

    /// <summary>Acts on messages while it has rules for them.</summary>
    public FaultEngine? Faults { get; set; }

    /// <summary>How many messages left for a host, in one or several fragments.</summary>
    public long Sent { get; private set; }

    /// <summary>The largest transfer that the host takes and the function sends, in bytes.</summary>
    public uint MaxTransfer { get; set; } = FragmentSplitter.MinMaxControlTransfer;

    /// <summary>OPEN_DONE with SUCCESS.</summary>
    public void OpenDone(uint transactionId)
    {
        MbimMessageWriter.WriteOpenDone(_writer, transactionId, MbimStatus.Success);
        SendAnswer();
    }

    /// <summary>CLOSE_DONE with SUCCESS; with a reason, the link ends behind it.</summary>
    public void CloseDone(uint transactionId, string? closeReason)
    {
        MbimMessageWriter.WriteCloseDone(_writer, transactionId, MbimStatus.Success);
        SendAnswer(closeReason);
    }

    /// <summary>FUNCTION_ERROR.</summary>
    public void FunctionError(uint transactionId, MbimProtocolError error)
    {
        MbimMessageWriter.WriteFunctionError(_writer, transactionId, error);
        SendAnswer();
    }

    /// <summary>COMMAND_DONE.</summary>
    public void CommandDone<T>(uint transactionId, Guid service, uint cid, MbimStatus status, in T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        MbimMessageWriter.WriteCommandDone(_writer, transactionId, service, cid, status, value, version);
        SendAnswer();
    }

    /// <summary>COMMAND_DONE.</summary>
    public void CommandDone(uint transactionId, Guid service, uint cid, MbimStatus status, ReadOnlySpan<byte> informationBuffer)
    {
        MbimMessageWriter.WriteCommandDone(_writer, transactionId, service, cid, status, informationBuffer);
        SendAnswer();
    }

    /// <summary>INDICATE_STATUS.</summary>
    public void IndicateStatus<T>(Guid service, uint cid, in T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        MbimMessageWriter.WriteIndicateStatus(_writer, service, cid, value, version);
        SendNotification(service, cid);
    }

    /// <summary>INDICATE_STATUS.</summary>
    public void IndicateStatus(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        MbimMessageWriter.WriteIndicateStatus(_writer, service, cid, informationBuffer);
        SendNotification(service, cid);
    }

    /// <summary>How the link treats a message that a rule has made.</summary>
    public OutboundMessage NumberOf(ReadOnlySpan<byte> message) =>
        MbimMessage.TryParse(message, MbimReadMode.Tolerant, out var parsed, out _) && parsed.Type == MbimMessageType.IndicateStatus
            ? NotificationKinds.Of(++_messages, parsed.DeviceServiceId, parsed.Cid, parsed.InformationBuffer)
            : new OutboundMessage(++_messages, OutboundKind.Answer);

    /// <summary>One transfer, as it is.</summary>
    public void SendTransfer(ModemLink link, Transfer transfer, in OutboundMessage message, string? closeReason) =>
        Send(link, transfer, message, closeReason);

    private void SendNotification(Guid service, uint cid)
    {
        var message = NotificationKinds.Of(++_messages, service, cid, _writer.Written[MbimMessage.IndicateStatusHeaderSize..]);
        if (Link?.MakeRoom(message) == true)
        {
            Send(message, closeReason: null);
        }
        else
        {
            _writer.Clear();
        }
    }

    private void SendAnswer(string? closeReason = null) =>
        Send(new OutboundMessage(++_messages, OutboundKind.Answer), closeReason);

    private void Send(in OutboundMessage message, string? closeReason)
    {
        if (Link is not { } link)
        {
            _writer.Clear();
            return;
        }

        Sent++;
        if (Faults is { IsActive: true } faults && faults.TakeToHost(_writer.Written, message, closeReason))
        {
            _writer.Clear();
            return;
        }

        journal.Message(link, TransferDirection.ToHost, _writer.Written, Version);
        var fragments = new FragmentSplitter(_writer.Written, MaxTransfer);
        if (fragments.Count == 1)
        {
            Send(link, _writer.Take(), message, closeReason);
            return;
        }

        for (var i = 0; i < fragments.Count; i++)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(fragments.GetSize(i));
            Send(link, Transfer.Own(buffer, fragments.Write(i, buffer)), message, closeReason);
        }

        _writer.Clear();
    }

    private void Send(ModemLink link, Transfer transfer, in OutboundMessage message, string? closeReason)
    {
        tap.Show(link, TransferDirection.ToHost, Version, transfer.Span);
        if (closeReason is null)
        {
            link.Enqueue(transfer, message);
        }
        else
        {
            link.EnqueueLast(transfer, message, closeReason);
        }
    }
}
