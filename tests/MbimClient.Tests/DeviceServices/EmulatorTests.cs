using MbimClient.DeviceServices;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.DeviceServices;

/// <summary>The asynchronous shape against the emulator's Mobile Broadband service.</summary>
public sealed class EmulatorTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Device_services_are_listed_and_opened()
    {
        await using var modem = await EmulatedModem.StartAsync();
        var services = await modem.Client.GetDeviceServicesAsync(modem.InterfaceId);
        Assert.That(services, Is.EqualTo(new[] { new DeviceServiceInformation(EmulatedModem.EchoService, true, true) }));
        await using var service = await modem.OpenEchoAsync();
        Assert.That(await service.QuerySupportedCommandsAsync(), Is.EqualTo(new uint[] { 1 }));
        Assert.That((service.MaxCommandSize, service.MaxDataSize), Is.EqualTo((4096u, service.MaxDataSize)));
    }

    [Test]
    public async Task Datagrams_come_back_up_to_the_longest()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var service = await modem.OpenEchoAsync();
        await using var session = await service.OpenDataSessionAsync().WaitAsync(HangGuard);
        Assert.That(await service.IsDataSessionOpenAsync());
        foreach (var length in new[] { 1, 1000, (int)service.MaxDataSize })
        {
            var data = new byte[length];
            Random.Shared.NextBytes(data);
            await session.WriteAsync(data).WaitAsync(HangGuard);
            Assert.That((await session.ReadAsync().AsTask().WaitAsync(HangGuard)).Span.SequenceEqual(data));
        }

        var exception = Assert.ThrowsAsync<MbnException>(() => session.WriteAsync(new byte[service.MaxDataSize + 1]).WaitAsync(HangGuard))!;
        Assert.That(exception.Error, Is.EqualTo(HResult.BufferOverflow));
    }

    [Test]
    public async Task Commands_are_answered_and_events_are_told()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var service = await modem.OpenEchoAsync();
        await using var session = await service.OpenCommandSessionAsync().WaitAsync(HangGuard);
        var query = await session.QueryAsync(1, new byte[] { 1, 2, 3, 4 }).WaitAsync(HangGuard);
        Assert.That((query.ResponseId, query.Data.ToArray()), Is.EqualTo((1u, new byte[] { 1, 2, 3, 4 })));
        await session.SetAsync(1, new byte[] { 5, 6, 7, 8 }).WaitAsync(HangGuard);
        var item = await session.ReadEventAsync().AsTask().WaitAsync(HangGuard);
        Assert.That((item.EventId, item.Data.ToArray()), Is.EqualTo((1u, new byte[] { 5, 6, 7, 8 })));
        var exception = Assert.ThrowsAsync<MbnException>(() => session.SetAsync(9, default).WaitAsync(HangGuard))!;
        Assert.That(exception.WasAccepted);
    }

    [Test]
    public async Task What_does_not_exist_or_is_malformed_is_refused()
    {
        await using var modem = await EmulatedModem.StartAsync();
        AssertFails(() => modem.Client.OpenDeviceServiceAsync(modem.InterfaceId, Guid.NewGuid()), HResult.NotFound);
        AssertFails(() => modem.Client.GetDeviceServicesAsync($"{Guid.NewGuid():B}"), HResult.NotFound);
        AssertFails(() => modem.Client.GetDeviceServicesAsync("modem0"), HResult.InvalidArgument);
    }

    [Test]
    public async Task A_second_data_session_of_the_client_is_one_too_many()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var service = await modem.OpenEchoAsync();
        await using var session = await service.OpenDataSessionAsync().WaitAsync(HangGuard);
        await using var other = await modem.OpenEchoAsync();
        Assert.That(await other.IsDataSessionOpenAsync());
        AssertFails(() => other.OpenDataSessionAsync(), HResult.TooManySessions);
    }

    [Test]
    public async Task A_caller_without_rights_is_refused()
    {
        await using var modem = await EmulatedModem.StartAsync(caller: CallerIdentity.Nobody);
        await using var service = await modem.OpenEchoAsync();
        AssertFails(() => service.OpenDataSessionAsync(), HResult.AccessDenied);
        AssertFails(() => service.QuerySupportedCommandsAsync(), HResult.AccessDenied);
    }

    [Test]
    public async Task A_cancelled_opening_leaves_the_session_closed_behind_it()
    {
        var profile = new ModemProfile();
        await using var modem = await EmulatedModem.StartAsync(profile with { Timings = profile.Timings with { DssConnect = TimeSpan.FromMilliseconds(20) } });
        await using var service = await modem.OpenEchoAsync();
        using var cancellation = new CancellationTokenSource();
        var opening = service.OpenDataSessionAsync(cancellation.Token);
        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => opening.WaitAsync(HangGuard));
        await using (await service.OpenDataSessionAsync().WaitAsync(HangGuard))
        {
            Assert.That(await service.IsDataSessionOpenAsync());
        }

        Assert.That(await service.IsDataSessionOpenAsync(), Is.False);
    }

    [Test]
    public async Task A_modem_that_is_removed_and_inserted_is_told_and_can_be_used_again()
    {
        await using var modem = await EmulatedModem.StartAsync();
        var changes = modem.Client.WatchInterfaces().GetAsyncEnumerator();
        var service = await modem.OpenEchoAsync();
        var session = await service.OpenDataSessionAsync().WaitAsync(HangGuard);
        var reading = session.ReadAsync().AsTask();
        await modem.RemoveAsync();
        AssertFails(() => reading, HResult.NotFound);
        AssertFails(() => session.WriteAsync(new byte[] { 1 }), HResult.NotFound);
        await session.DisposeAsync().AsTask().WaitAsync(HangGuard);
        await ExpectAsync(InterfaceChangeKind.Removal);
        await modem.InsertAsync();
        await ExpectAsync(InterfaceChangeKind.Arrival);
        service = await modem.OpenEchoAsync();
        await using var again = await service.OpenDataSessionAsync().WaitAsync(HangGuard);
        await again.WriteAsync(new byte[] { 2 }).WaitAsync(HangGuard);
        Assert.That((await again.ReadAsync().AsTask().WaitAsync(HangGuard)).ToArray(), Is.EqualTo(new byte[] { 2 }));

        async Task ExpectAsync(InterfaceChangeKind kind)
        {
            Assert.That(await changes.MoveNextAsync().AsTask().WaitAsync(HangGuard));
            Assert.That(changes.Current, Is.EqualTo(new InterfaceChange(modem.InterfaceId, kind)));
        }
    }

    [Test]
    public async Task Everything_that_waits_ends_when_the_emulator_does()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var service = await modem.OpenEchoAsync();
        await using var session = await service.OpenDataSessionAsync().WaitAsync(HangGuard);
        var reading = session.ReadAsync().AsTask();
        await modem.StopAsync();
        var exception = Assert.ThrowsAsync<MbnException>(() => reading.WaitAsync(HangGuard))!;
        Assert.That(exception.Error, Is.AnyOf(HResult.NotFound, HResult.Disconnected));
        await modem.Client.Completion.WaitAsync(HangGuard);
    }

    private static void AssertFails(Func<Task> action, HResult error) =>
        Assert.That(Assert.ThrowsAsync<MbnException>(() => action().WaitAsync(HangGuard))!.Error, Is.EqualTo(error));
}
