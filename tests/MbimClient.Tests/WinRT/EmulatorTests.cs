using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MbimClient.Tests.DeviceServices;
using MbimClient.WinRT;
using MbimEmulator.Profiles;

namespace MbimClient.Tests.WinRT;

/// <summary>The shape of Windows Runtime against the emulator's Mobile Broadband service.</summary>
public sealed class EmulatorTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Two_data_sessions_are_open_side_by_side_where_they_belong_to_objects()
    {
        var profile = new ModemProfile();
        await using var modem = await EmulatedModem.StartAsync(
            profile with { MobileBroadband = profile.MobileBroadband with { SessionScope = SessionScope.Object } });
        var service = MobileBroadbandModem.GetDefault(modem.Client)!.GetDeviceService(EmulatedModem.EchoService);
        var first = service.OpenDataSession();
        var second = service.OpenDataSession();
        using var seen = new BlockingCollection<(int Session, byte[] Data)>();
        first.DataReceived += (_, args) => seen.Add((1, args.ReceivedData.ToArray()));
        second.DataReceived += (_, args) => seen.Add((2, args.ReceivedData.ToArray()));
        await first.WriteDataAsync(new byte[] { 1 }).WaitAsync(HangGuard);
        Assert.That(seen.TryTake(out var item, HangGuard));
        Assert.That(item, Is.EqualTo((1, new byte[] { 1 })));
        await second.WriteDataAsync(new byte[] { 2 }).WaitAsync(HangGuard);
        Assert.That(seen.TryTake(out item, HangGuard));
        Assert.That(item, Is.EqualTo((2, new byte[] { 2 })));
        first.CloseSession();
        await second.WriteDataAsync(new byte[] { 3 }).WaitAsync(HangGuard);
        Assert.That(seen.TryTake(out item, HangGuard));
        Assert.That(item, Is.EqualTo((2, new byte[] { 3 })));
        second.CloseSession();
    }

    [Test]
    public async Task A_second_data_session_is_one_too_many_where_they_belong_to_clients()
    {
        await using var modem = await EmulatedModem.StartAsync();
        var service = MobileBroadbandModem.GetDefault(modem.Client)!.GetDeviceService(EmulatedModem.EchoService);
        var first = service.OpenDataSession();
        Assert.That((uint)Assert.Throws<COMException>(() => service.OpenDataSession())!.ErrorCode, Is.EqualTo(0x80070045));
        first.CloseSession();
        service.OpenDataSession().CloseSession();
    }

    [Test]
    public async Task Commands_and_events_go_through()
    {
        await using var modem = await EmulatedModem.StartAsync();
        var device = MobileBroadbandModem.GetDefault(modem.Client)!;
        var information = device.DeviceServices.Single();
        Assert.That((information.IsDataReadSupported, information.IsDataWriteSupported), Is.EqualTo((true, true)));
        var service = device.GetDeviceService(information.DeviceServiceId);
        Assert.That(service.SupportedCommands, Is.EqualTo(new uint[] { 1 }));
        var session = service.OpenCommandSession();
        using var events = new BlockingCollection<MobileBroadbandDeviceServiceCommandEventArgs>();
        session.CommandReceived += (_, args) => events.Add(args);
        var result = await session.SendSetCommandAsync(1, new byte[] { 1, 2, 3, 4 }).WaitAsync(HangGuard);
        Assert.That((result.StatusCode, result.ResponseData.ToArray()), Is.EqualTo((0u, new byte[] { 1, 2, 3, 4 })));
        Assert.That(events.TryTake(out var item, HangGuard));
        Assert.That((item!.DeviceId, item.EventId, item.ReceivedData.ToArray()), Is.EqualTo((modem.InterfaceId, 1u, new byte[] { 1, 2, 3, 4 })));
        Assert.That((await session.SendQueryCommandAsync(9, default).WaitAsync(HangGuard)).StatusCode, Is.Not.Zero);
        session.CloseSession();
    }
}
