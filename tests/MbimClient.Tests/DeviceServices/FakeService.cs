using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.DeviceServices;

/// <summary>A Mobile Broadband service that says yes to everything, or whatever the test wants; it is the transport itself.</summary>
internal sealed class FakeService : IMbimTransport
{
    public const string InterfaceID = "{5B2A1C3D-0000-4000-8000-00000000A001}";
    public const string DeviceServiceID = "{6427015F-579D-48F5-8C54-F43ED1E76F83}";
    public const uint ContextHandle = 0x11;
    public const uint FirstServiceHandle = 0x21;

    private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
    private uint _serviceHandles = FirstServiceHandle - 1;
    private uint _requestIds = 1000;

    /// <summary>Statuses of returns.</summary>
    public ConcurrentDictionary<MobileBroadbandCid, MbimStatus> Refusals { get; } = new();

    /// <summary>Statuses of completions.</summary>
    public ConcurrentDictionary<MobileBroadbandCid, HResult> Failures { get; } = new();

    /// <summary>Calls that do not return.</summary>
    public ConcurrentDictionary<MobileBroadbandCid, bool> Unreturned { get; } = new();

    /// <summary>Calls that are not completed.</summary>
    public ConcurrentDictionary<MobileBroadbandCid, bool> Uncompleted { get; } = new();

    /// <summary>Every transfer of the client.</summary>
    public ConcurrentQueue<byte[]> Received { get; } = new();

    /// <summary>Told after each call was answered.</summary>
    public Action<MobileBroadbandCid, uint>? Called { get; set; }

    /// <summary>A request id for every call, instead of a new one each time.</summary>
    public uint? FixedRequestId { get; set; }

    public byte[] Answer { get; set; } = [0xa1, 0xa2, 0xa3];

    public int AnswerParts { get; set; } = 1;

    public byte[] LastCommand(MobileBroadbandCid cid) => Received.Last(transfer =>
        MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out _)
        && message.Type == MbimMessageType.Command
        && message.Cid == (uint)cid);

    public int Count(MobileBroadbandCid cid) => Received.Count(transfer =>
        MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out _)
        && message.Type == MbimMessageType.Command
        && message.Cid == (uint)cid);

    /// <summary>The connection is lost.</summary>
    public void Lose() => _toClient.Writer.TryComplete();

    public void SendRaw(byte[] transfer) => _toClient.Writer.TryWrite(transfer);

    public void Indicate<T>(MobileBroadbandCid cid, T value)
        where T : IInformationBuffer<T> =>
        Send(writer => MbimMessageWriter.WriteIndicateStatus(writer, MobileBroadband.Id, (uint)cid, value, MbimExVersion.V1));

    public void Read(uint handle, params byte[] data) =>
        Indicate(MobileBroadbandCid.ReadData, new DataSessionData { ObjectHandle = handle, DeviceServiceData = [.. data] });

    public void Notify(uint handle, uint eventId, params byte[] data) => Indicate(
        MobileBroadbandCid.EventNotification, new EventNotification { ObjectHandle = handle, EventID = eventId, DeviceServiceData = [.. data] });

    public void Change(MbnDeviceServicesInterfaceState state) =>
        Indicate(MobileBroadbandCid.InterfaceStateChange, new InterfaceStateChange { InterfaceID = InterfaceID, State = state });

    public void Complete(MobileBroadbandCid cid, uint handle, uint requestId)
    {
        var status = Failures.GetValueOrDefault(cid);
        switch (cid)
        {
            case MobileBroadbandCid.QuerySupportedCommands:
                var list = new SupportedCommandsCompletion { ObjectHandle = handle, RequestID = requestId, Status = status, CommandIDs = [1, 2, 7] };
                Indicate(cid, status == HResult.Ok ? list : list with { CommandIDs = [] });
                break;
            case MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand:
                for (var part = 1; part <= AnswerParts; part++)
                {
                    Indicate(cid, new CommandCompletion
                    {
                        ObjectHandle = handle,
                        RequestID = requestId,
                        Status = status,
                        ResponseID = 7,
                        HasMore = part < AnswerParts ? 1u : 0,
                        DeviceServiceData = status == HResult.Ok ? [.. Answer] : [],
                    });
                }

                break;
            default:
                Indicate(cid, new CallCompletion { ObjectHandle = handle, RequestID = requestId, Status = status });
                break;
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken = default)
    {
        Received.Enqueue(transfer.ToArray());
        var header = MessageHeader.Read(transfer.Span);
        switch (header.Type)
        {
            case MbimMessageType.Open:
                Send(writer => MbimMessageWriter.WriteOpenDone(writer, header.TransactionId, MbimStatus.Success));
                break;
            case MbimMessageType.Close:
                Send(writer => MbimMessageWriter.WriteCloseDone(writer, header.TransactionId, MbimStatus.Success));
                break;
            case MbimMessageType.Command:
                Take(transfer.Span);
                break;
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> ReceiveAsync(IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        if (!await _toClient.Reader.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        _toClient.Reader.TryRead(out var transfer);
        destination.Write(transfer);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        Lose();
        return ValueTask.CompletedTask;
    }

    private void Take(ReadOnlySpan<byte> transfer)
    {
        if (!MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out var error))
        {
            throw new InvalidDataException(error.ToString());
        }

        var cid = (MobileBroadbandCid)message.Cid;
        var transactionId = message.TransactionId;
        if (Unreturned.ContainsKey(cid))
        {
            Called?.Invoke(cid, 0);
            return;
        }

        if (Refusals.TryGetValue(cid, out var status))
        {
            Return(transactionId, cid, default(EmptyBuffer), status);
            Called?.Invoke(cid, 0);
            return;
        }

        switch (cid)
        {
            case MobileBroadbandCid.GetInterfaces:
                Return(transactionId, cid, new NetworkInterfaceList { Interfaces = [new NetworkInterface { InterfaceID = InterfaceID, Name = "modem", IsPresent = 1 }] });
                break;
            case MobileBroadbandCid.DeclareCaller or MobileBroadbandCid.ReleaseObject:
                Return(transactionId, cid, default(EmptyBuffer));
                break;
            case MobileBroadbandCid.GetDeviceServicesContext:
                Return(transactionId, cid, new ObjectReference { ObjectHandle = ContextHandle });
                break;
            case MobileBroadbandCid.EnumerateDeviceServices:
                var service = new MbnDeviceService { DeviceServiceID = DeviceServiceID, DataWriteSupported = 1 };
                Return(transactionId, cid, new MbnDeviceServiceList { DeviceServices = [service] });
                break;
            case MobileBroadbandCid.GetDeviceService:
                Return(transactionId, cid, new ObjectReference { ObjectHandle = Interlocked.Increment(ref _serviceHandles) });
                break;
            case MobileBroadbandCid.MaxCommandSize:
                Return(transactionId, cid, new PropertyValue { Value = 4096 });
                break;
            case MobileBroadbandCid.MaxDataSize:
                Return(transactionId, cid, new PropertyValue { Value = 65536 });
                break;
            case MobileBroadbandCid.InterfaceID:
                Return(transactionId, cid, new PropertyText { Value = InterfaceID });
                break;
            case MobileBroadbandCid.DeviceServiceID:
                Return(transactionId, cid, new PropertyText { Value = DeviceServiceID });
                break;
            case MobileBroadbandCid.IsCommandSessionOpen:
                Return(transactionId, cid, new PropertyValue { Value = 1 });
                break;
            case MobileBroadbandCid.IsDataSessionOpen:
                Return(transactionId, cid, new PropertyValue { Value = 0 });
                break;
            default:
                var requestId = FixedRequestId ?? Interlocked.Increment(ref _requestIds);
                Return(transactionId, cid, new AcceptedCall { RequestID = requestId });
                if (!Uncompleted.ContainsKey(cid))
                {
                    Complete(cid, BitConverter.ToUInt32(message.InformationBuffer), requestId);
                }

                Called?.Invoke(cid, requestId);
                return;
        }

        Called?.Invoke(cid, 0);
    }

    private void Return<T>(uint transactionId, MobileBroadbandCid cid, T value, MbimStatus status = MbimStatus.Success)
        where T : IInformationBuffer<T> =>
        Send(writer => MbimMessageWriter.WriteCommandDone(writer, transactionId, MobileBroadband.Id, (uint)cid, status, value, MbimExVersion.V1));

    private void Send(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        _toClient.Writer.TryWrite(writer.WrittenSpan.ToArray());
    }
}
