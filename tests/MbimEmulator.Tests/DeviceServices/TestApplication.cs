using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>An application on the Mobile Broadband service, bytes in and bytes out: every call has had its effect when it returns.</summary>
internal sealed class TestApplication
{
    private readonly List<string> _heard = [];
    private readonly Dictionary<uint, (HResult Result, byte[] Buffer)> _returns = [];
    private uint _transactionId = 1;

    public TestApplication(ModemLink link)
    {
        Link = link;
        Assert.That(TestHost.Wait(link.AttachAsync()), "attached");
    }

    public ModemLink Link { get; }

    public void Send(ReadOnlySpan<byte> bytes) => Link.Send(Transfer.Copy(bytes));

    public void Send(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        Send(buffer.WrittenSpan);
    }

    public TestApplication Open(uint maxControlTransfer = 128 * 1024)
    {
        Send(w => MbimMessageWriter.WriteOpen(w, 1, maxControlTransfer));
        return this;
    }

    /// <summary>A call with its return.</summary>
    public (HResult Result, byte[] Buffer) Call(MobileBroadbandCid method, params byte[] buffer)
    {
        var id = ++_transactionId;
        Send(w => MbimMessageWriter.WriteCommand(w, id, MobileBroadband.Id, (uint)method, MbimCommandType.Set, buffer));
        Drain();
        Assert.That(_returns.Remove(id, out var result), $"{method} did not return");
        return result;
    }

    public HResult Result(MobileBroadbandCid method, uint handle, params byte[] more) => Call(method, [.. U32(handle), .. more]).Result;

    /// <summary>An asynchronous call that is accepted; its request id.</summary>
    public uint Accepted(MobileBroadbandCid method, uint handle, params byte[] more)
    {
        var (result, buffer) = Call(method, [.. U32(handle), .. more]);
        Assert.That((HResults.SymbolOf(result), buffer.Length), Is.EqualTo(("S_OK", 4)), method.ToString());
        return BinaryPrimitives.ReadUInt32LittleEndian(buffer);
    }

    /// <summary>A property, or a method whose result is one number.</summary>
    public uint Value(MobileBroadbandCid method, uint handle)
    {
        var (result, buffer) = Call(method, U32(handle));
        Assert.That((HResults.SymbolOf(result), buffer.Length), Is.EqualTo(("S_OK", 4)), method.ToString());
        return BinaryPrimitives.ReadUInt32LittleEndian(buffer);
    }

    public uint Context(ModemGroup modem)
    {
        var (result, buffer) = GetContext(modem.InterfaceId.ToString("B"));
        Assert.That(result, Is.EqualTo(HResult.Ok));
        return BinaryPrimitives.ReadUInt32LittleEndian(buffer);
    }

    public (HResult Result, byte[] Buffer) GetContext(string interfaceId) =>
        Call(MobileBroadbandCid.GetDeviceServicesContext, Bytes(new DeviceServicesContextRequest { InterfaceID = interfaceId }));

    public uint Service(ModemGroup modem, Guid service)
    {
        var (result, buffer) = GetService(Context(modem), service.ToString("D"));
        Assert.That(result, Is.EqualTo(HResult.Ok));
        return BinaryPrimitives.ReadUInt32LittleEndian(buffer);
    }

    public (HResult Result, byte[] Buffer) GetService(uint context, string id) =>
        Call(MobileBroadbandCid.GetDeviceService, Bytes(new DeviceServiceRequest { ObjectHandle = context, DeviceServiceID = id }));

    /// <summary>An object whose data session is open.</summary>
    public uint WithData(ModemGroup modem, Guid service)
    {
        var handle = Service(modem, service);
        var id = Accepted(MobileBroadbandCid.OpenDataSession, handle);
        Assert.That(Events(), Is.EqualTo(new[] { $"OpenDataSession {handle} #{id} S_OK" }));
        return handle;
    }

    /// <summary>An object whose command session is open.</summary>
    public uint WithCommands(ModemGroup modem, Guid service)
    {
        var handle = Service(modem, service);
        var id = Accepted(MobileBroadbandCid.OpenCommandSession, handle);
        Assert.That(Events(), Is.EqualTo(new[] { $"OpenCommandSession {handle} #{id} S_OK" }));
        return handle;
    }

    /// <summary>Everything that came since it was asked last, returns included.</summary>
    public string[] Heard()
    {
        Drain();
        string[] heard = [.. _heard];
        _heard.Clear();
        return heard;
    }

    /// <summary>The completions and events among it.</summary>
    public string[] Events() => [.. Heard().Where(line => !line.StartsWith("return", StringComparison.Ordinal))];

    public void Leave() => Link.Detach("gone");

    public static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Bytes<T>(in T value)
        where T : MbimProtocol.Encoding.IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(MbimExVersion.V1)];
        value.Write(bytes, MbimExVersion.V1);
        return bytes;
    }

    private void Drain()
    {
        while (TestHost.TryReceive(Link) is { } bytes)
        {
            _heard.Add(Read(bytes));
        }
    }

    private string Read(byte[] bytes)
    {
        if (!MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out _) || message.Type is not (MbimMessageType.CommandDone or MbimMessageType.IndicateStatus))
        {
            return TestHost.Text(bytes);
        }

        var method = (MobileBroadbandCid)message.Cid;
        var buffer = message.InformationBuffer.ToArray();
        if (message.Type == MbimMessageType.CommandDone)
        {
            _returns[message.TransactionId] = ((HResult)message.Status, buffer);
            return $"return {method} {Status((uint)message.Status)} {Convert.ToHexStringLower(buffer)}".TrimEnd();
        }

        return method switch
        {
            MobileBroadbandCid.ReadData => $"ReadData {At(buffer, 0)} {Convert.ToHexStringLower(buffer.AsSpan(4))}".TrimEnd(),
            MobileBroadbandCid.EventNotification => $"EventNotification {At(buffer, 0)} {At(buffer, 4)} {Convert.ToHexStringLower(buffer.AsSpan(8))}".TrimEnd(),
            MobileBroadbandCid.InterfaceStateChange or MobileBroadbandCid.SessionsStateChange => $"{method} {At(buffer, 8)}",
            MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand =>
                $"{Completion(method, buffer)} {At(buffer, 12)}{(At(buffer, 16) == 1 ? " more" : "")} {Convert.ToHexStringLower(buffer.AsSpan(20))}".TrimEnd(),
            MobileBroadbandCid.QuerySupportedCommands => $"{Completion(method, buffer)} {Convert.ToHexStringLower(buffer.AsSpan(12))}",
            _ => Completion(method, buffer),
        };
    }

    private static string Completion(MobileBroadbandCid method, byte[] buffer) => $"{method} {At(buffer, 0)} #{At(buffer, 4)} {Status(At(buffer, 8))}";

    private static string Status(uint status) => status is > 0 and < 0x80000000 ? ((MbimStatus)status).ToString() : HResults.SymbolOf((HResult)status);

    private static uint At(byte[] buffer, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset));
}
