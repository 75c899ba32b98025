using System.Runtime.InteropServices;
using MbimClient.DeviceServices;
using MbimClient.Mbn;
using MbimClient.Tests.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.Mbn;

public sealed class CallbackTests : MbnFixture
{
    private static readonly string[] Events =
    [
        "OnQuerySupportedCommandsComplete",
        "OnOpenCommandSessionComplete",
        "OnCloseCommandSessionComplete",
        "OnSetCommandComplete",
        "OnQueryCommandComplete",
        "OnEventNotification",
        "OnOpenDataSessionComplete",
        "OnCloseDataSessionComplete",
        "OnWriteDataComplete",
        "OnReadData",
        "OnInterfaceStateChange",
        "OnSessionsStateChange",
    ];

    private static readonly (string Name, Action<CallbackTests> Call)[] Methods =
    [
        ("GetInterfaceIDs", test => test.Manager.GetInterfaceIDs()),
        ("GetDeviceServicesContext", test => test.Manager.GetDeviceServicesContext(FakeService.InterfaceID)),
        ("EnumerateDeviceServices", test => test.Context.EnumerateDeviceServices()),
        ("GetDeviceService", test => test.Context.GetDeviceService(FakeService.DeviceServiceID)),
        ("MaxCommandSize", test => _ = test.Context.MaxCommandSize),
        ("MaxDataSize", test => _ = test.Context.MaxDataSize),
        ("QuerySupportedCommands", test => test.Service.QuerySupportedCommands(out _)),
        ("OpenCommandSession", test => test.Service.OpenCommandSession(out _)),
        ("CloseCommandSession", test => test.Service.CloseCommandSession(out _)),
        ("SetCommand", test => test.Service.SetCommand(1, [], out _)),
        ("QueryCommand", test => test.Service.QueryCommand(1, [], out _)),
        ("OpenDataSession", test => test.Service.OpenDataSession(out _)),
        ("CloseDataSession", test => test.Service.CloseDataSession(out _)),
        ("WriteData", test => test.Service.WriteData([], out _)),
        ("InterfaceID", test => _ = test.Service.InterfaceID),
        ("DeviceServiceID", test => _ = test.Service.DeviceServiceID),
        ("IsCommandSessionOpen", test => _ = test.Service.IsCommandSessionOpen),
        ("IsDataSessionOpen", test => _ = test.Service.IsDataSessionOpen),
        ("Advise", test => new Sink().AdviseAt(test.Manager)),
        ("Unadvise", test => Sink.PointOf<IMbnDeviceServicesEvents>(test.Manager).Unadvise(new Sink().AdviseAt(test.Manager))),
        ("Release", test => ((IDisposable)test.Context.GetDeviceService(FakeService.DeviceServiceID)).Dispose()),
        ("DisposeAsync", test => test.Client.DisposeAsync().AsTask().GetAwaiter().GetResult()),
    ];

    private static IEnumerable<TestCaseData> Matrix() =>
        from name in Events
        from method in Methods
        select new TestCaseData(name, method.Call).SetArgDisplayNames(name, method.Name);

    [TestCaseSource(nameof(Matrix))]
    public void Every_method_can_be_called_from_every_event(string name, object method)
    {
        var isDone = false;
        Exception? failure = null;
        var sink = new Sink(item =>
        {
            if (item.Name == name && !isDone)
            {
                isDone = true;
                try
                {
                    ((Action<CallbackTests>)method)(this);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            }
        });
        sink.AdviseAt(Manager);
        Sink.PointOf<IMbnDeviceServiceStateEvents>(Manager).Advise(sink, out _);
        Cause(name);
        while (sink.Take().Name != name)
        {
            // The sink is advised at two points, so a completion of the call may come while the event is still being told.
        }

        Assert.That((isDone, failure), Is.EqualTo((true, (Exception?)null)));
    }

    [Test]
    public void Callbacks_come_on_a_thread_of_the_sink()
    {
        var threads = new List<Thread>();
        var sink = new Sink(_ => threads.Add(Thread.CurrentThread));
        sink.AdviseAt(Manager);
        Service.WriteData([], out _);
        sink.Take();
        Service.WriteData([], out _);
        sink.Take();
        Assert.That(threads, Has.Count.EqualTo(2).And.All.SameAs(threads[0]));
        Assert.That((threads[0] == Thread.CurrentThread, threads[0].IsThreadPoolThread), Is.EqualTo((false, false)));
    }

    [Test]
    public void A_sink_that_blocks_delays_only_itself()
    {
        using var release = new ManualResetEventSlim();
        var blocked = new Sink(_ => release.Wait(HangGuard));
        var other = new Sink();
        blocked.AdviseAt(Manager);
        other.AdviseAt(Manager);
        for (var round = 0; round < 100; round++)
        {
            Service.WriteData([], out var requestId);
            Assert.That(other.Take().RequestID, Is.EqualTo(requestId));
        }

        Assert.That(blocked.Count, Is.Zero);
        release.Set();
        for (var round = 0; round < 100; round++)
        {
            blocked.Take();
        }
    }

    [Test]
    public void A_sink_that_throws_is_reported_and_goes_on()
    {
        var failures = new List<MbnCallbackFailedEventArgs>();
        Client.CallbackFailed += (_, failure) => failures.Add(failure);
        var throwing = new Sink(item => throw new InvalidDataException($"{item.RequestID}"));
        var other = new Sink();
        throwing.AdviseAt(Manager);
        other.AdviseAt(Manager);
        Service.WriteData([], out var first);
        Service.OpenDataSession(out var second);
        throwing.Take();
        throwing.Take();
        Fake.Change(MbnDeviceServicesInterfaceState.Arrival);
        throwing.Take();
        Assert.That((other.Take().RequestID, other.Take().RequestID), Is.EqualTo((first, second)));
        Assert.That(failures[0].Exception, Is.TypeOf<InvalidDataException>().With.Message.EqualTo($"{first}"));
        Assert.That(failures[1].Exception.Message, Is.EqualTo($"{second}"));
        Assert.That(failures[0].Callback, Is.EqualTo("IMbnDeviceServicesEvents 1, WriteData"));
    }

    [Test]
    public void Two_sinks_get_the_same_events_and_arrays_of_their_own()
    {
        var first = new Sink();
        var second = new Sink();
        var cookies = (first.AdviseAt(Manager), second.AdviseAt(Manager));
        Assert.That(cookies.Item1, Is.Not.EqualTo(cookies.Item2));
        Fake.Read(FakeService.FirstServiceHandle, 1, 2);
        var data = first.Take().Data;
        data[0] = 9;
        Assert.That(second.Take().Data, Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void Unadvise_inside_of_a_callback_ends_the_calls()
    {
        var cookie = 0;
        Thread? thread = null;
        var sink = new Sink(_ =>
        {
            thread = Thread.CurrentThread;
            Sink.PointOf<IMbnDeviceServicesEvents>(Manager).Unadvise(cookie);
        });
        var other = new Sink();
        cookie = sink.AdviseAt(Manager);
        other.AdviseAt(Manager);
        Fake.Read(FakeService.FirstServiceHandle, 1);
        Fake.Read(FakeService.FirstServiceHandle, 2);
        Assert.That(sink.Take().Data, Is.EqualTo(new byte[] { 1 }));
        other.Take();
        other.Take();
        Fake.Read(FakeService.FirstServiceHandle, 3);
        other.Take();
        Assert.That(thread!.Join(HangGuard));
        Assert.That(sink.Count, Is.Zero);
    }

    [Test]
    public void Unadvise_does_not_wait_for_a_callback_that_runs()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        Thread? thread = null;
        var sink = new Sink(_ =>
        {
            thread = Thread.CurrentThread;
            entered.Set();
            release.Wait(HangGuard);
        });
        var cookie = sink.AdviseAt(Manager);
        Fake.Read(FakeService.FirstServiceHandle, 1);
        Fake.Read(FakeService.FirstServiceHandle, 2);
        Assert.That(entered.Wait(HangGuard));
        Sink.PointOf<IMbnDeviceServicesEvents>(Manager).Unadvise(cookie);
        release.Set();
        Assert.That(thread!.Join(HangGuard));
        Assert.That(sink.Count, Is.EqualTo(1));
        var exception = Assert.Throws<COMException>(() => Sink.PointOf<IMbnDeviceServicesEvents>(Manager).Unadvise(cookie))!;
        Assert.That((uint)exception.ErrorCode, Is.EqualTo(0x80040200));
    }

    private void Cause(string name)
    {
        switch (name)
        {
            case "OnEventNotification":
                Fake.Notify(FakeService.FirstServiceHandle, 3, 1);
                break;
            case "OnReadData":
                Fake.Read(FakeService.FirstServiceHandle, 1);
                break;
            case "OnInterfaceStateChange":
                Fake.Change(MbnDeviceServicesInterfaceState.Removal);
                break;
            case "OnSessionsStateChange":
                Fake.Indicate(MobileBroadbandCid.SessionsStateChange, new SessionsStateChange { InterfaceID = FakeService.InterfaceID });
                break;
            default:
                Array.Find(Methods, method => $"On{method.Name}Complete" == name).Call(this);
                break;
        }
    }
}
