using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Tests.Sharing;

/// <summary>A client of the mbim-proxy protocol.</summary>
internal sealed class TestGuest
{
    public TestGuest(ModemLink link)
    {
        Link = link;
        Assert.That(TestHost.Wait(link.AttachAsync()));
    }

    public ModemLink Link { get; }

    public void Send(ReadOnlySpan<byte> bytes) => Link.Send(Transfer.Copy(bytes));

    public void Send(string hex) => Send(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public void Send(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        Send(buffer.WrittenSpan);
    }

    public void Configure(uint transactionId, string path = "/dev/null") => Send(w => MbimMessageWriter.WriteCommand(
        w, transactionId, ProxyControl.Id, 1, MbimCommandType.Set, new ProxyConfiguration { DevicePath = path, Timeout = 30 }, MbimExVersion.V1));

    public void Query(uint transactionId, Guid service, uint cid, params byte[] buffer) =>
        Send(w => MbimMessageWriter.WriteCommand(w, transactionId, service, cid, MbimCommandType.Query, buffer));

    public void QueryVersion(uint transactionId, MbimExVersion version) => Send(w => MbimMessageWriter.WriteCommand(
        w, transactionId, MsBasicConnectExtensions.Id, 15, MbimCommandType.Query, new MbimVersion { Version = 0x100, ExtendedVersion = version }, MbimExVersion.V1));

    public void Subscribe(uint transactionId, params (Guid Service, uint[] Cids)[] events) => Send(w => MbimMessageWriter.WriteCommand(
        w,
        transactionId,
        BasicConnect.Id,
        19,
        MbimCommandType.Set,
        new DeviceServiceSubscribeList { Events = [.. events.Select(e => new EventEntry { DeviceServiceId = e.Service, Cids = [.. e.Cids] })] },
        MbimExVersion.V1));

    public byte[]? TryReceive()
    {
        if (!Link.TryReceive(out var transfer))
        {
            return null;
        }

        var bytes = transfer.Span.ToArray();
        transfer.Dispose();
        return bytes;
    }

    public string? TryReceiveHex() => TryReceive() is { } bytes ? Convert.ToHexStringLower(bytes) : null;

    public string[] Received()
    {
        var lines = new List<string>();
        while (TryReceive() is { } bytes)
        {
            lines.Add(TestHost.Text(bytes));
        }

        return [.. lines];
    }
}
