using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Faults;
using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>Queues messages for one client, in fragments where they are longer than it takes.</summary>
/// <param name="client">The client.</param>
/// <param name="core">The service.</param>
/// <param name="link">The client's link.</param>
/// <param name="writer">Empty between the calls.</param>
/// <param name="stall">Told of each message.</param>
internal sealed class ServiceClientWriter(ServiceClient client, ServiceCore core, ModemLink link, TransferWriter writer, StallWatch stall)
{
    private readonly ClientRoute _route = new(client, link);
    private long _messages;

    /// <summary>The largest transfer that the client takes, in bytes.</summary>
    public uint MaxTransfer { get; set; } = FragmentSplitter.MinMaxControlTransfer;

    /// <summary>OPEN_DONE.</summary>
    public void OpenDone(uint transactionId)
    {
        MbimMessageWriter.WriteOpenDone(writer, transactionId, MbimStatus.Success);
        SendAnswer();
    }

    /// <summary>CLOSE_DONE.</summary>
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

    /// <summary>The answer to a command of another service.</summary>
    public void Refuse(uint transactionId, Guid service, uint cid, MbimStatus status)
    {
        MbimMessageWriter.WriteCommandDone(writer, transactionId, service, cid, status, []);
        SendAnswer();
    }

    /// <summary>The return of a method that failed, or of one without values.</summary>
    public void Return(uint transactionId, MobileBroadbandCid method, MbimStatus status)
    {
        MbimMessageWriter.WriteCommandDone(writer, transactionId, MobileBroadband.Id, (uint)method, status, []);
        SendAnswer();
    }

    /// <summary>The return of a method that succeeded.</summary>
    public void Return<T>(uint transactionId, MobileBroadbandCid method, in T value)
        where T : IInformationBuffer<T>
    {
        MbimMessageWriter.WriteCommandDone(writer, transactionId, MobileBroadband.Id, (uint)method, MbimStatus.Success, value, MbimExVersion.V1);
        SendAnswer();
    }

    /// <summary>A completion, or an event that must reach the client.</summary>
    public void Complete<T>(MobileBroadbandCid method, in T value)
        where T : IInformationBuffer<T>
    {
        MbimMessageWriter.WriteIndicateStatus(writer, MobileBroadband.Id, (uint)method, value, MbimExVersion.V1);
        SendAnswer();
    }

    /// <summary>OnInterfaceStateChange or OnSessionsStateChange.</summary>
    public void Tell(Guid interfaceId, InterfaceEvent what)
    {
        var id = GuidText.Of(interfaceId);
        if (what == InterfaceEvent.Restored)
        {
            Complete(MobileBroadbandCid.SessionsStateChange, new SessionsStateChange { InterfaceID = id, State = MbnDeviceServiceSessionsState.Restored });
        }
        else
        {
            var state = what == InterfaceEvent.Arrival ? MbnDeviceServicesInterfaceState.Arrival : MbnDeviceServicesInterfaceState.Removal;
            Complete(MobileBroadbandCid.InterfaceStateChange, new InterfaceStateChange { InterfaceID = id, State = state });
        }
    }

    /// <summary>An event of the device, thrown away when the client lags far behind: u32 values, then bytes to the end.</summary>
    public void Notify(MobileBroadbandCid cid, uint first, uint? second, ReadOnlySpan<byte> data)
    {
        var message = new OutboundMessage(++_messages, OutboundKind.Event, MobileBroadband.Id, (uint)cid);
        if (!link.MakeRoom(message))
        {
            return;
        }

        var head = second is null ? 4 : 8;
        var buffer = ArrayPool<byte>.Shared.Rent(head + data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, first);
        if (second is { } value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), value);
        }

        data.CopyTo(buffer.AsSpan(head));
        MbimMessageWriter.WriteIndicateStatus(writer, MobileBroadband.Id, (uint)cid, buffer.AsSpan(0, head + data.Length));
        ArrayPool<byte>.Shared.Return(buffer);
        Send(message);
    }

    private void SendAnswer() => Send(new OutboundMessage(++_messages, OutboundKind.Answer));

    /// <summary>A message that a rule has made.</summary>
    public void Send(ReadOnlySpan<byte> message)
    {
        message.CopyTo(writer.GetSpan(message.Length));
        writer.Advance(message.Length);
        SendAnswer();
    }

    /// <summary>A message in the shape that rules have given it.</summary>
    public void SendShaped(InFlight message)
    {
        core.Journal.Crossed(message, link);
        var plan = message.Plan ?? HostRoute.Split(message.Bytes, MaxTransfer);
        for (var i = 0; i < plan.Count; i++)
        {
            if (message.CloseReason is { } reason && i == plan.Count - 1)
            {
                link.EnqueueLast(Transfer.Copy(plan[i].Bytes), message.Outbound, reason);
            }
            else
            {
                link.Enqueue(Transfer.Copy(plan[i].Bytes), message.Outbound);
            }
        }

        stall.Check();
    }

    private void Send(in OutboundMessage message)
    {
        if (MbimMessage.TryParse(writer.Written, MbimReadMode.Tolerant, out var parsed, out _) && client.FaultsFor(parsed, out var deviceService) is { } faults
            && faults.TakeCall(_route, writer.Written, message, client.Caller.User, client.Name, deviceService))
        {
            writer.Clear();
            return;
        }

        core.Journal.Message(link, TransferDirection.ToHost, writer.Written, MbimExVersion.V1);
        var fragments = new FragmentSplitter(writer.Written, MaxTransfer);
        if (fragments.Count == 1)
        {
            link.Enqueue(writer.Take(), message);
        }
        else
        {
            for (var i = 0; i < fragments.Count; i++)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(fragments.GetSize(i));
                link.Enqueue(Transfer.Own(buffer, fragments.Write(i, buffer)), message);
            }

            writer.Clear();
        }

        stall.Check();
    }
}
