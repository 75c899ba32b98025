using MbimClient.DeviceServices;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.DeviceServices;

public sealed class MbnClientTests : ClientFixture
{
    [Test]
    public void Connecting_opens_a_session_that_takes_transfers_of_128_KiB()
    {
        Assert.That(Fake.Received.TryPeek(out var open));
        Assert.That(Convert.ToHexStringLower(open!), Is.EqualTo("01000000" + "10000000" + "01000000" + "00000200"));
    }

    [Test]
    public async Task Interfaces_and_device_services_are_listed()
    {
        Assert.That(await Client.GetInterfacesAsync(), Is.EqualTo(new[] { new MbnInterface(FakeService.InterfaceID, "modem", true) }));
        Assert.That(
            await Client.GetDeviceServicesAsync(FakeService.InterfaceID),
            Is.EqualTo(new[] { new DeviceServiceInformation(Guid.Parse(FakeService.DeviceServiceID), true, false) }));
    }

    [Test]
    public async Task A_device_service_knows_its_limits_commands_and_sessions()
    {
        Assert.That((Service.MaxCommandSize, Service.MaxDataSize), Is.EqualTo((4096u, 65536u)));
        Assert.That((Service.InterfaceId, Service.DeviceServiceId), Is.EqualTo((FakeService.InterfaceID, Guid.Parse(FakeService.DeviceServiceID))));
        Assert.That(await Service.QuerySupportedCommandsAsync(), Is.EqualTo(new uint[] { 1, 2, 7 }));
        Assert.That((await Service.IsCommandSessionOpenAsync(), await Service.IsDataSessionOpenAsync()), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Objects_are_given_back()
    {
        var contexts = Fake.Count(MobileBroadbandCid.ReleaseObject);
        Assert.That(contexts, Is.EqualTo(Fake.Count(MobileBroadbandCid.GetDeviceServicesContext)));
        await Service.DisposeAsync();
        Assert.That(Fake.LastCommand(MobileBroadbandCid.ReleaseObject).AsSpan(48).ToArray(), Is.EqualTo(new byte[] { 0x21, 0, 0, 0 }));
        Assert.That(Fake.Count(MobileBroadbandCid.ReleaseObject), Is.EqualTo(contexts + 1));
    }

    [Test]
    public void A_failure_says_what_it_is_and_what_to_do()
    {
        Fake.Refusals[MobileBroadbandCid.OpenDataSession] = (MbimStatus)0x80070045;
        var exception = Assert.ThrowsAsync<MbnException>(() => Service.OpenDataSessionAsync().WaitAsync(HangGuard))!;
        Assert.That(exception.Error, Is.EqualTo(HResult.TooManySessions));
        Assert.That((uint)exception.HResult, Is.EqualTo(0x80070045));
        Assert.That((exception.Symbol, exception.Method, exception.WasAccepted), Is.EqualTo(("ERROR_TOO_MANY_SESS", "OpenDataSession", false)));
        Assert.That(exception.Message, Is.EqualTo(
            "OpenDataSession failed with ERROR_TOO_MANY_SESS (0x80070045): All data sessions that the device service supports are open; close one first."));
    }

    [TestCase(MbimStatus.InvalidParameters, HResult.InvalidArgument)]
    [TestCase(MbimStatus.NoDeviceSupport, HResult.NotSupported)]
    [TestCase(MbimStatus.Busy, HResult.Busy)]
    [TestCase(MbimStatus.SimNotInserted, HResult.Fail)]
    [TestCase((MbimStatus)0x8000000A, HResult.Pending)]
    public void Statuses_become_hresults(MbimStatus status, HResult error)
    {
        Fake.Refusals[MobileBroadbandCid.GetInterfaces] = status;
        AssertFails(() => Client.GetInterfacesAsync(), error);
    }

    [Test]
    public async Task Arrivals_removals_and_restored_sessions_are_watched()
    {
        var changes = Client.WatchInterfaces();
        Fake.Change(MbnDeviceServicesInterfaceState.Removal);
        Fake.Change(MbnDeviceServicesInterfaceState.Arrival);
        Fake.Indicate(MobileBroadbandCid.SessionsStateChange, new SessionsStateChange { InterfaceID = FakeService.InterfaceID });
        var seen = new List<InterfaceChangeKind>();
        await foreach (var change in changes)
        {
            Assert.That(change.InterfaceId, Is.EqualTo(FakeService.InterfaceID));
            seen.Add(change.Kind);
            if (seen.Count == 3)
            {
                break;
            }
        }

        Assert.That(seen, Is.EqualTo(new[] { InterfaceChangeKind.Removal, InterfaceChangeKind.Arrival, InterfaceChangeKind.SessionsRestored }));
    }

    [Test]
    public async Task Watching_ends_with_the_client_and_fails_with_the_connection()
    {
        var other = new FakeService();
        var client = await MbnClient.ConnectAsync(other);
        var lost = client.WatchInterfaces().GetAsyncEnumerator();
        other.Lose();
        AssertFails(() => lost.MoveNextAsync().AsTask(), HResult.Disconnected);
        var ended = Client.WatchInterfaces().GetAsyncEnumerator();
        await Client.DisposeAsync();
        Assert.That(await ended.MoveNextAsync().AsTask().WaitAsync(HangGuard), Is.False);
        await client.DisposeAsync();
    }

    [Test]
    public async Task A_caller_that_is_declared_is_told_to_the_service()
    {
        var other = new FakeService();
        var caller = new DeclaredCaller { User = "ann", Capabilities = "cellularDeviceControl" };
        await using var client = await MbnClient.ConnectAsync(other, new MbnClientOptions { Caller = caller });
        Assert.That(DeclaredCaller.TryRead(
            other.LastCommand(MobileBroadbandCid.DeclareCaller).AsSpan(48), MbimProtocol.MbimExVersion.V1, MbimProtocol.MbimReadMode.Strict, out var declared, out _));
        Assert.That(declared, Is.EqualTo(caller));
    }

    [Test]
    public async Task A_service_that_refuses_the_caller_is_not_connected()
    {
        var other = new FakeService();
        other.Refusals[MobileBroadbandCid.DeclareCaller] = (MbimStatus)0x80070005;
        AssertFails(() => MbnClient.ConnectAsync(other, new MbnClientOptions { Caller = new DeclaredCaller { User = "ann" } }), HResult.AccessDenied);
        Assert.That(MessageHeader.Read(other.Received.Last()).Type, Is.EqualTo(MbimMessageType.Close));
        await other.DisposeAsync();
    }

    [Test]
    public async Task What_cannot_be_read_is_counted_and_harms_nothing()
    {
        var malformed = Convert.FromHexString("0700008030000000" + "00000000" + "0100000000000000" + "2af4d451c76a4b39895f53bac3397d13" + "0e000000" + "04000000" + "ffffffff");
        Fake.SendRaw(malformed);
        Fake.SendRaw([.. malformed.AsSpan(0, 36), 99, 0, 0, 0, .. malformed.AsSpan(40)]);
        Assert.That(await Service.IsCommandSessionOpenAsync());
        Assert.That(Client.MalformedEvents, Is.EqualTo(2));
    }

    [Test]
    public async Task A_context_that_nobody_waits_for_any_more_is_given_back()
    {
        Fake.Unreturned[MobileBroadbandCid.MaxDataSize] = true;
        var called = CalledAsync(MobileBroadbandCid.MaxDataSize);
        using var cancellation = new CancellationTokenSource();
        var before = Fake.Count(MobileBroadbandCid.ReleaseObject);
        var opening = Client.OpenDeviceServiceAsync(FakeService.InterfaceID, Guid.NewGuid(), cancellation.Token);
        await called;
        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => opening.WaitAsync(HangGuard));
        Assert.That(Fake.Count(MobileBroadbandCid.ReleaseObject), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task A_call_that_does_not_return_fails_in_the_end()
    {
        var other = new FakeService();
        other.Unreturned[MobileBroadbandCid.GetInterfaces] = true;
        await using var client = await MbnClient.ConnectAsync(other, new MbnClientOptions { CallTimeout = TimeSpan.FromMilliseconds(1) });
        AssertFails(() => client.GetInterfacesAsync(), HResult.Fail);
    }

    [Test]
    public async Task A_request_id_that_cannot_be_is_an_error_and_not_a_hang()
    {
        Fake.FixedRequestId = 0;
        AssertFails(() => Service.QuerySupportedCommandsAsync(), HResult.Fail);
        Fake.FixedRequestId = 5;
        Fake.Uncompleted[MobileBroadbandCid.QuerySupportedCommands] = true;
        var first = Service.QuerySupportedCommandsAsync();
        var second = Service.QuerySupportedCommandsAsync();
        AssertFails(() => first, HResult.Fail);
        Fake.Complete(MobileBroadbandCid.QuerySupportedCommands, FakeService.FirstServiceHandle, 5);
        Assert.That(await second.WaitAsync(HangGuard), Has.Count.EqualTo(3));
    }
}
