using System.Runtime.InteropServices;
using MbimClient.Tests.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.Mbn;

public sealed class DisconnectionTests : MbnFixture
{
    private const uint Disconnected = 0x80010108;

    [Test]
    public async Task Calls_that_wait_when_the_connection_is_lost_are_told()
    {
        var called = new CountdownEvent(3);
        Fake.Unreturned[MobileBroadbandCid.WriteData] = true;
        Fake.Called = (_, _) => called.Signal();
        var calls = Enumerable.Range(0, 3).Select(_ => Run(() => Service.WriteData([], out var _))).ToArray();
        Assert.That(called.Wait(HangGuard));
        Fake.Lose();
        foreach (var call in calls)
        {
            Assert.That((uint)Assert.ThrowsAsync<COMException>(() => call)!.ErrorCode, Is.EqualTo(Disconnected));
        }

        await Client.Completion.WaitAsync(HangGuard);
        Assert.That((uint)Assert.Throws<COMException>(() => _ = Service.IsDataSessionOpen)!.ErrorCode, Is.EqualTo(Disconnected));
    }

    [Test]
    public async Task Calls_that_wait_when_the_client_is_disposed_are_told()
    {
        using var called = new ManualResetEventSlim();
        Fake.Unreturned[MobileBroadbandCid.MaxDataSize] = true;
        Fake.Called = (_, _) => called.Set();
        var call = Run(() => _ = Context.MaxDataSize);
        Assert.That(called.Wait(HangGuard));
        await Client.DisposeAsync().AsTask().WaitAsync(HangGuard);
        Assert.That((uint)Assert.ThrowsAsync<COMException>(() => call)!.ErrorCode, Is.EqualTo(Disconnected));
    }

    [Test]
    public async Task A_callback_that_runs_when_the_connection_is_lost_can_end()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var result = 0u;
        var sink = new Sink(item =>
        {
            entered.Set();
            release.Wait(HangGuard);
            result = (uint)Assert.Throws<COMException>(() => item.Service!.WriteData([], out var _))!.ErrorCode;
        });
        sink.AdviseAt(Manager);
        Fake.Read(FakeService.FirstServiceHandle, 1);
        Assert.That(entered.Wait(HangGuard));
        Fake.Lose();
        await Client.Completion.WaitAsync(HangGuard);
        release.Set();
        Assert.That(sink.Take().Name, Is.EqualTo("OnReadData"));
        Assert.That(result, Is.EqualTo(Disconnected));
    }

    [Test]
    public async Task A_call_inside_of_a_callback_that_waits_when_the_connection_is_lost_is_told()
    {
        Fake.Unreturned[MobileBroadbandCid.InterfaceID] = true;
        Fake.Called = (cid, _) =>
        {
            if (cid == MobileBroadbandCid.InterfaceID)
            {
                Fake.Lose();
            }
        };
        var result = 0u;
        var sink = new Sink(item => result = (uint)Assert.Throws<COMException>(() => _ = item.Service!.InterfaceID)!.ErrorCode);
        sink.AdviseAt(Manager);
        Fake.Read(FakeService.FirstServiceHandle, 1);
        sink.Take();
        Assert.That(result, Is.EqualTo(Disconnected));
        await Client.Completion.WaitAsync(HangGuard);
    }

    [Test]
    public async Task What_came_before_the_connection_was_lost_is_still_told()
    {
        using var release = new ManualResetEventSlim();
        var sink = new Sink(_ => release.Wait(HangGuard));
        sink.AdviseAt(Manager);
        for (byte index = 0; index < 5; index++)
        {
            Fake.Read(FakeService.FirstServiceHandle, index);
        }

        Fake.Lose();
        await Client.Completion.WaitAsync(HangGuard);
        release.Set();
        for (byte index = 0; index < 5; index++)
        {
            Assert.That(sink.Take().Data, Is.EqualTo(new[] { index }));
        }
    }
}
