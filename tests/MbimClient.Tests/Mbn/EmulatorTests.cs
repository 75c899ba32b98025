using System.Runtime.InteropServices;
using MbimClient.Mbn;
using MbimClient.Tests.DeviceServices;

namespace MbimClient.Tests.Mbn;

/// <summary>The shape of mbnapi against the emulator's Mobile Broadband service.</summary>
public sealed class EmulatorTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private EmulatedModem _modem = null!;
    private MbnDeviceServicesManager _manager = null!;
    private IMbnDeviceServicesContext _context = null!;
    private IMbnDeviceService _service = null!;

    [SetUp]
    public async Task Start()
    {
        _modem = await EmulatedModem.StartAsync();
        _manager = new MbnDeviceServicesManager(_modem.Client);
        _context = _manager.GetDeviceServicesContext(_manager.GetInterfaceIDs().Single());
        _service = _context.GetDeviceService(_context.EnumerateDeviceServices().Single().deviceServiceID);
    }

    [TearDown]
    public async Task Stop() => await _modem.DisposeAsync().AsTask().WaitAsync(HangGuard);

    [Test]
    public void A_service_is_used_from_end_to_end()
    {
        var sink = new Sink();
        sink.AdviseAt(_manager);
        Assert.That(
            (_service.InterfaceID, _service.DeviceServiceID),
            Is.EqualTo((_modem.InterfaceId, EmulatedModem.EchoService.ToString("B").ToUpperInvariant())));
        Assert.That((_service.IsCommandSessionOpen, _service.IsDataSessionOpen), Is.EqualTo((false, false)));

        _service.QuerySupportedCommands(out var id);
        Expect("OnQuerySupportedCommandsComplete");
        _service.OpenCommandSession(out id);
        Expect("OnOpenCommandSessionComplete");
        _service.QueryCommand(1, [1, 2, 3, 4], out id);
        Assert.That(Expect("OnQueryCommandComplete").Data, Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        _service.SetCommand(1, [5, 6, 7, 8], out id);
        Assert.That(Expect("OnSetCommandComplete").Data, Is.EqualTo(new byte[] { 5, 6, 7, 8 }));
        id = 0;
        var told = Expect("OnEventNotification");
        Assert.That((told.Id, told.Data), Is.EqualTo((1u, new byte[] { 5, 6, 7, 8 })));
        _service.OpenDataSession(out id);
        Expect("OnOpenDataSessionComplete");
        Assert.That((_service.IsCommandSessionOpen, _service.IsDataSessionOpen), Is.EqualTo((true, true)));

        var data = new byte[_context.MaxDataSize];
        Random.Shared.NextBytes(data);
        _service.WriteData(data, out id);
        Expect("OnWriteDataComplete");
        id = 0;
        Assert.That(Expect("OnReadData").Data.AsSpan().SequenceEqual(data));
        _service.CloseDataSession(out id);
        Expect("OnCloseDataSessionComplete");
        _service.CloseCommandSession(out id);
        Expect("OnCloseCommandSessionComplete");
        Assert.That((_service.IsCommandSessionOpen, _service.IsDataSessionOpen), Is.EqualTo((false, false)));

        SinkEvent Expect(string name)
        {
            var item = sink.Take();
            Assert.That((item.Name, item.RequestID, item.Status), Is.EqualTo((name, id, 0)));
            Assert.That(item.Service, Is.SameAs(_service));
            return item;
        }
    }

    [Test]
    public void Refusals_carry_the_documented_codes()
    {
        Assert.That(Result(() => _service.WriteData([1], out _)), Is.EqualTo(0x8007006E));
        Assert.That(Result(() => _service.CloseDataSession(out _)), Is.EqualTo(0x8007006E));
        Assert.That(Result(() => _service.SetCommand(1, [], out _)), Is.EqualTo(0x8007006E));
        Assert.That(Result(() => _manager.GetDeviceServicesContext($"{Guid.NewGuid():B}")), Is.EqualTo(0x80070490));
        Assert.That(Result(() => _manager.GetDeviceServicesContext(null!)), Is.EqualTo(0x80070057));
        Assert.That(Result(() => _context.GetDeviceService(null!)), Is.EqualTo(0x80070057));
        _service.OpenDataSession(out _);
        Assert.That(Result(() => _service.OpenDataSession(out _)), Is.EqualTo(0x80070045));
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task A_sink_finds_every_one_of_10_000_request_ids_where_the_caller_stored_it(int threads)
    {
        const int Calls = 10_000;
        var stored = new uint[Calls];
        var found = 0;
        using var opened = new ManualResetEventSlim();
        using var all = new CountdownEvent(Calls);
        var sink = new Sink(item =>
        {
            if (item.Name == "OnOpenDataSessionComplete")
            {
                opened.Set();
            }
            else if (item.Name == "OnWriteDataComplete")
            {
                found += Array.IndexOf(stored, item.RequestID) >= 0 ? 1 : 0;
                all.Signal();
            }
        });
        sink.AdviseAt(_manager);
        _service.OpenDataSession(out _);
        Assert.That(opened.Wait(HangGuard));
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var index = thread; index < Calls; index += threads)
                {
                    _service.WriteData([1], out stored[index]);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))).WaitAsync(HangGuard * 5);
        Assert.That(all.Wait(HangGuard * 5));
        Assert.That(found, Is.EqualTo(Calls));
    }

    [Test]
    public void A_session_is_opened_used_and_closed_inside_of_callbacks_alone()
    {
        using var closed = new ManualResetEventSlim();
        var sink = new Sink(item =>
        {
            switch (item.Name)
            {
                case "OnQuerySupportedCommandsComplete":
                    item.Service!.OpenDataSession(out _);
                    break;
                case "OnOpenDataSessionComplete":
                    item.Service!.WriteData([1, 2], out _);
                    break;
                case "OnReadData":
                    item.Service!.CloseDataSession(out _);
                    break;
                case "OnCloseDataSessionComplete":
                    closed.Set();
                    break;
            }
        });
        sink.AdviseAt(_manager);
        _service.QuerySupportedCommands(out _);
        Assert.That(closed.Wait(HangGuard));
    }

    private static uint Result(Action action) => (uint)Assert.Throws<COMException>(() => action())!.ErrorCode;
}
