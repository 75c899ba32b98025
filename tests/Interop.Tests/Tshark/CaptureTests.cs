using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Changes;
using MbimEmulator.Hosting.Capture;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelThermalRfService;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using MbimProtocol.Services.ProxyControlService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Tshark;

public class CaptureTests
{
    // tshark 4.0 shows the headers of these and leaves their buffers alone.
    private static readonly HashSet<(MbimCid Cid, BufferKind Kind)> NotDissected =
    [
        (BasicConnect.EmergencyMode, BufferKind.Set),
        (Atds.Rat, BufferKind.Response),
        (MsUiccLowLevelAccess.FileStatus, BufferKind.Query),
        (MsBasicConnectExtensions.LteAttachConfiguration, BufferKind.Set),
        (MsBasicConnectExtensions.LteAttachConfiguration, BufferKind.Response),
        (MsBasicConnectExtensions.LteAttachConfiguration, BufferKind.Notification),
        (MsBasicConnectExtensions.LteAttachInfo, BufferKind.Response),
        (MsBasicConnectExtensions.LteAttachInfo, BufferKind.Notification),
        (MsBasicConnectExtensions.NetworkDenylist, BufferKind.Set),
        (MsBasicConnectExtensions.NetworkDenylist, BufferKind.Response),
        (MsBasicConnectExtensions.NetworkDenylist, BufferKind.Notification),
        (MsBasicConnectExtensions.Pco, BufferKind.Query),
        (MsBasicConnectExtensions.Pco, BufferKind.Response),
        (MsBasicConnectExtensions.Pco, BufferKind.Notification),
        (MsBasicConnectExtensions.PinEx, BufferKind.Query),
        (MsBasicConnectExtensions.PinEx, BufferKind.Set),
        (MsBasicConnectExtensions.PinEx, BufferKind.Response),
        (MsBasicConnectExtensions.LocationInfoStatus, BufferKind.Response),
        (MsBasicConnectExtensions.LocationInfoStatus, BufferKind.Notification),
        (MsVoiceExtensions.Nitz, BufferKind.Response),
        (MsVoiceExtensions.Nitz, BufferKind.Notification),
    ];

    // The profile has no log, its host has not slept, and tshark calls RFIM malformed.
    private static readonly HashSet<MbimCid> NotInSession = [MsBasicConnectExtensions.ModemLoggingConfig, MsBasicConnectExtensions.WakeReason, IntelThermalRf.Rfim];

    [Test]
    public async Task Tshark_reads_every_field_of_a_session_with_every_cid_as_it_was_sent([Values(MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3)] MbimExVersion version)
    {
        Peers.Need("tshark");
        using var folder = new TemporaryFolder();
        var capture = folder.File("session.pcapng");
        var socket = folder.File("socket");
        await using (await Emulator.StartWithPtyAsync("--socket", socket, "--capture", capture))
        {
            await using (var device = await OpenAsync(socket))
            {
                await AttachedAsync(device);
                await Session.RunAsync(device, version);
                await Session.ResetCardAsync(device);
                await Session.ShutDownAsync(device);
                await Session.ResetAsync(device);
                await EndAsync(device);
            }

            await using (var device = await OpenAsync(socket))
            {
                await Session.RebootAsync(device);
            }
        }

        Assert.That(await CheckAllAsync(capture), Is.SupersetOf(Declared(version, BufferKind.Query, BufferKind.Set, BufferKind.Response)));
    }

    [Test]
    public async Task Tshark_reads_every_field_of_every_notification_as_it_was_sent()
    {
        Peers.Need("tshark");
        using var folder = new TemporaryFolder();
        var capture = folder.File("notifications.pcapng");
        await using var group = new ModemGroup(new ModemGroupOptions());
        await using (CaptureFile.Create(capture, [(group, "notifications")], NullLoggerFactory.Instance))
        {
            await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("session"));
            await AttachedAsync(device);
            await Session.RunAsync(device);
            await device.SetAsync(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [new Provider { ProviderId = "00103", ProviderName = "Emulated Roaming" }] });
            await device.SetAsync(BasicConnect.MulticarrierProviders, new MulticarrierProviders());
            await group.ChangeAsync(ModemChange.Of("pco", ["3", "80ff000401020304", "partial"]));
            await group.ChangeAsync(ModemChange.Of("nitz", ["+01:00", "60"]));
            await device.SetAsync(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = [new() { Mcc = 1, Mnc = 1 }] });
            await group.InvokeAsync(modem =>
            {
                modem.SetSignal(7, 3);
                modem.EjectSim();
            });
            await group.ChangeAsync(ModemChange.Of("transmit", ["on"]));
            await device.QueryAsync(BasicConnect.RadioState);
        }

        Assert.That(await CheckAllAsync(capture), Is.SupersetOf(Declared(MbimExVersion.V1, BufferKind.Notification)));
    }

    private static async Task<MbimDevice> OpenAsync(string socket)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        return await MbimDevice.OpenAsync(new NetworkStream(connection, ownsSocket: true));
    }

    private static async Task EndAsync(MbimDevice device)
    {
        try
        {
            await foreach (var notification in device.Notifications)
            {
            }
        }
        catch (MbimDisconnectedException)
        {
        }
    }

    private static async Task AttachedAsync(MbimDevice device)
    {
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = device.OnNotification(BasicConnect.PacketService, See);
        See(await device.QueryAsync(BasicConnect.PacketService));
        await attached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        void See(PacketServiceInfo info)
        {
            if (info.PacketServiceState == PacketServiceState.Attached)
            {
                attached.TrySetResult();
            }
        }
    }

    private static IEnumerable<(MbimCid? Cid, BufferKind Kind)> Declared(MbimExVersion version, params BufferKind[] kinds) =>
        from service in MbimServices.All
        where service.Id != ProxyControl.Id && service.Id != MobileBroadband.Id
        from cid in service.Cids
        where !NotInSession.Contains(cid) && cid.Since <= version
        from kind in kinds
        where cid.Kinds.HasFlag(kind)
        select ((MbimCid?)cid, kind);

    private static async Task<HashSet<(MbimCid? Cid, BufferKind Kind)>> CheckAllAsync(string capture)
    {
        var frames = await CapturedFrame.ReadAsync(capture);
        Assert.That(frames.Where(frame => frame.IsMbim == frame.IsApdu || frame.IsMalformed), Is.Empty, "frames that are neither MBIM nor an APDU, or malformed");
        Assert.That(frames.Any(frame => frame.IsApdu), Is.True, "the modem reads its card");
        var agreed = MbimExVersion.V1;
        HashSet<(MbimCid? Cid, BufferKind Kind)> seen = [];
        foreach (var frame in frames.Where(frame => frame.IsMbim))
        {
            seen.Add(Check(frame, ref agreed));
        }

        return seen;
    }

    // tshark shows a table of 16-bit numbers, such as one of bands, as its bytes.
    private static IEnumerable<string> Numbers(string bytes) =>
        bytes.Length >= 4 && bytes.Length % 4 == 0 && bytes.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(bytes).Chunk(2).Select(pair => BitConverter.ToUInt16(pair).ToString(CultureInfo.InvariantCulture))
            : [];

    private static (MbimCid? Cid, BufferKind Kind) Check(CapturedFrame frame, ref MbimExVersion agreed)
    {
        Assert.That(MbimMessage.TryParse(frame.Message, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        if (!MbimMessage.IsFragmentable(message.Type))
        {
            agreed = MbimExVersion.V1;
            return default;
        }

        var cid = MbimServices.Find(message.DeviceServiceId, message.Cid)!;
        var kind = message.Type switch
        {
            MbimMessageType.IndicateStatus => BufferKind.Notification,
            MbimMessageType.CommandDone => BufferKind.Response,
            _ => message.CommandType == MbimCommandType.Query ? BufferKind.Query : BufferKind.Set,
        };
        Assert.That(message.Status, Is.EqualTo(MbimStatus.Success), cid.ToString());
        var ours = new ShownValues();
        Assert.That(cid.TryDescribe(kind, message.InformationBuffer, agreed, ours, out error), Is.True, $"{cid} {kind}: {error}");

        var missing = ours.Values.ToList();
        foreach (var value in frame.Values.Concat(cid == MsBasicConnectExtensions.DeviceCaps ? frame.Values.SelectMany(Numbers) : []))
        {
            missing.Remove(value);
        }

        if (kind == BufferKind.Query)
        {
            // Of some queries only the session counts, and tshark shows nothing else.
            missing.RemoveAll(value => value is "0" || value == Guid.Empty.ToString());
        }

        if (cid == BasicConnect.PacketService && agreed == MbimExVersion.V3)
        {
            // tshark reads four bytes for the MNC of the tracking area, which has two: outside NR both are unknown.
            missing.Remove("65535");
        }

        if (!NotDissected.Contains((cid, kind)))
        {
            Assert.That(missing, Is.Empty, $"{cid} {kind}: values that tshark does not show; it shows {string.Join(", ", frame.Values)}");
        }

        if (cid == MsBasicConnectExtensions.Version && kind == BufferKind.Response)
        {
            agreed = (MbimExVersion)BinaryPrimitives.ReadUInt16LittleEndian(message.InformationBuffer[2..]);
        }

        return (cid, kind);
    }
}
