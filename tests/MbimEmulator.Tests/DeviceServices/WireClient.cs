using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>A client of the Mobile Broadband service on a virtual clock, message by message.</summary>
internal sealed class WireClient
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private uint _lastTransaction;

    public WireClient(MobileBroadbandService service, string name = "client", CallerIdentity? caller = null, bool open = true)
    {
        Link = service.CreateLink(new ModemLinkOptions { Name = name }, caller ?? CallerIdentity.Owner);
        Assert.That(TestHost.Wait(Link.AttachAsync()), "attached");
        if (open)
        {
            Open();
        }
    }

    public ModemLink Link { get; }

    /// <summary>What the service indicated and has not been taken: CID and information buffer.</summary>
    public Queue<(MobileBroadbandCid Cid, byte[] Buffer)> Events { get; } = [];

    public void Open()
    {
        Send(w => MbimMessageWriter.WriteOpen(w, ++_lastTransaction, 131072));
        Pump(MbimMessageType.OpenDone);
    }

    public void Send(Action<IBufferWriter<byte>> write)
    {
        _buffer.ResetWrittenCount();
        write(_buffer);
        Link.Send(Transfer.Copy(_buffer.WrittenSpan));
    }

    public (HResult Result, byte[] Buffer) Call<T>(MobileBroadbandCid method, T parameters)
        where T : IInformationBuffer<T>
    {
        var id = ++_lastTransaction;
        Send(w => MbimMessageWriter.WriteCommand(w, id, MobileBroadband.Id, (uint)method, MbimCommandType.Set, parameters, MbimExVersion.V1));
        var done = Pump(MbimMessageType.CommandDone);
        MbimMessage.TryParse(done, MbimReadMode.Strict, out var message, out _);
        Assert.That((message.TransactionId, message.Cid), Is.EqualTo((id, (uint)method)));
        return ((HResult)message.Status, message.InformationBuffer.ToArray());
    }

    public (HResult Result, uint Value) CallOn(MobileBroadbandCid method, uint handle)
    {
        var (result, buffer) = Call(method, new ObjectReference { ObjectHandle = handle });
        return (result, buffer.Length >= 4 ? BitConverter.ToUInt32(buffer) : 0);
    }

    public (HResult Result, uint RequestId) Command(MobileBroadbandCid method, uint handle, uint commandId, params byte[] data)
    {
        var (result, buffer) = Call(method, new CommandCall { ObjectHandle = handle, CommandID = commandId, DeviceServiceData = [.. data] });
        return (result, buffer.Length >= 4 ? BitConverter.ToUInt32(buffer) : 0);
    }

    public (HResult Result, uint RequestId) Write(uint handle, byte[] data)
    {
        var (result, buffer) = Call(MobileBroadbandCid.WriteData, new WriteDataCall { ObjectHandle = handle, DeviceServiceData = [.. data] });
        return (result, buffer.Length >= 4 ? BitConverter.ToUInt32(buffer) : 0);
    }

    public (HResult Result, uint Handle) GetContext(string interfaceId)
    {
        var (result, buffer) = Call(MobileBroadbandCid.GetDeviceServicesContext, new DeviceServicesContextRequest { InterfaceID = interfaceId });
        return (result, buffer.Length >= 4 ? BitConverter.ToUInt32(buffer) : 0);
    }

    public (HResult Result, uint Handle) GetService(uint context, string service)
    {
        var (result, buffer) = Call(MobileBroadbandCid.GetDeviceService, new DeviceServiceRequest { ObjectHandle = context, DeviceServiceID = service });
        return (result, buffer.Length >= 4 ? BitConverter.ToUInt32(buffer) : 0);
    }

    /// <summary>The handle of a device service of a modem.</summary>
    public uint Find(ModemGroup modem, Guid service)
    {
        var (found, context) = GetContext(modem.InterfaceId.ToString("B"));
        Assert.That(found, Is.EqualTo(HResult.Ok));
        var (got, handle) = GetService(context, service.ToString("B"));
        Assert.That(got, Is.EqualTo(HResult.Ok));
        return handle;
    }

    /// <summary>Takes what has been indicated so far.</summary>
    public List<(MobileBroadbandCid Cid, byte[] Buffer)> TakeEvents()
    {
        Pump(null);
        var taken = Events.ToList();
        Events.Clear();
        return taken;
    }

    /// <summary>Completions so far: request id and status.</summary>
    public List<(MobileBroadbandCid Method, uint RequestId, HResult Status)> TakeCompletions() =>
        [.. TakeEvents().Where(e => e.Cid <= MobileBroadbandCid.WriteData)
            .Select(e => (e.Cid, BitConverter.ToUInt32(e.Buffer, 4), (HResult)BitConverter.ToUInt32(e.Buffer, 8)))];

    private byte[] Pump(MbimMessageType? wanted)
    {
        byte[] found = [];
        while (TestHost.TryReceive(Link) is { } bytes)
        {
            Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out var error), error.ToString());
            if (message.Type == MbimMessageType.IndicateStatus)
            {
                Events.Enqueue(((MobileBroadbandCid)message.Cid, message.InformationBuffer.ToArray()));
            }
            else
            {
                Assert.That(found, Is.Empty);
                found = bytes;
            }
        }

        if (wanted is { } type)
        {
            Assert.That(found, Is.Not.Empty, $"no {type}");
            Assert.That(MessageHeader.Read(found).Type, Is.EqualTo(type));
        }

        return found;
    }
}
