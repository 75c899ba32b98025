using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MbimClient.DeviceServices;
using MbimClient.Tests.DeviceServices;
using MbimClient.WinRT;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.WinRT;

public sealed class SessionTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly FakeService _fake = new();
    private MbnClient _client = null!;
    private MobileBroadbandModem _modem = null!;
    private MobileBroadbandDeviceService _service = null!;

    [SetUp]
    public async Task Connect()
    {
        _client = await MbnClient.ConnectAsync(_fake).WaitAsync(HangGuard);
        _modem = MobileBroadbandModem.GetDefault(_client)!;
        _service = _modem.GetDeviceService(Guid.Parse(FakeService.DeviceServiceID));
    }

    [TearDown]
    public async Task Disconnect() => await _client.DisposeAsync().AsTask().WaitAsync(HangGuard);

    [Test]
    public void A_modem_and_its_device_services_say_what_they_are()
    {
        Assert.That(_modem.DeviceId, Is.EqualTo(FakeService.InterfaceID));
        Assert.That((_modem.MaxDeviceServiceCommandSizeInBytes, _modem.MaxDeviceServiceDataSizeInBytes), Is.EqualTo((4096u, 65536u)));
        var information = _modem.DeviceServices.Single();
        Assert.That(
            (information.DeviceServiceId, information.IsDataReadSupported, information.IsDataWriteSupported),
            Is.EqualTo((Guid.Parse(FakeService.DeviceServiceID), false, true)));
        Assert.That(_service.DeviceServiceId, Is.EqualTo(information.DeviceServiceId));
        Assert.That(_service.SupportedCommands, Is.EqualTo(new uint[] { 1, 2, 7 }));
        Assert.That(MobileBroadbandModem.FromId(_client, FakeService.InterfaceID).DeviceServices, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Commands_are_answered_with_a_status()
    {
        var session = _service.OpenCommandSession();
        var result = await session.SendQueryCommandAsync(5, new byte[] { 1 });
        Assert.That((result.StatusCode, result.ResponseData.ToArray()), Is.EqualTo((0u, _fake.Answer)));
        _fake.Failures[MobileBroadbandCid.SetCommand] = HResult.MbnFailure;
        var failed = await session.SendSetCommandAsync(5, new byte[] { 1 });
        Assert.That((failed.StatusCode, failed.ResponseData.Length), Is.EqualTo((0x80548212, 0)));
        session.CloseSession();
        Assert.ThrowsAsync<ObjectDisposedException>(() => session.SendSetCommandAsync(5, default));
    }

    [Test]
    public void Events_of_the_command_session_come_to_its_handlers()
    {
        var session = _service.OpenCommandSession();
        var handle = BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.OpenCommandSession), 48);
        using var events = new BlockingCollection<MobileBroadbandDeviceServiceCommandEventArgs>();
        session.CommandReceived += (sender, args) =>
        {
            Assert.That(sender, Is.SameAs(session));
            events.Add(args);
        };
        _fake.Notify(handle, 3, 1, 2);
        Assert.That(events.TryTake(out var item, HangGuard));
        Assert.That((item!.DeviceId, item.DeviceServiceId), Is.EqualTo((FakeService.InterfaceID, _service.DeviceServiceId)));
        Assert.That((item.EventId, item.ReceivedData.ToArray()), Is.EqualTo((3u, new byte[] { 1, 2 })));
    }

    [Test]
    public async Task Two_data_sessions_side_by_side_have_objects_of_their_own()
    {
        var first = _service.OpenDataSession();
        var firstHandle = BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.OpenDataSession), 48);
        var second = _service.OpenDataSession();
        var secondHandle = BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.OpenDataSession), 48);
        Assert.That(firstHandle, Is.Not.EqualTo(secondHandle));
        using var seen = new BlockingCollection<(int Session, byte Data)>();
        _fake.Read(firstHandle, 1);
        first.DataReceived += (_, args) => seen.Add((1, args.ReceivedData.Span[0]));
        second.DataReceived += (_, args) => seen.Add((2, args.ReceivedData.Span[0]));
        Assert.That(seen.Take(), Is.EqualTo((1, (byte)1)));
        _fake.Read(secondHandle, 2);
        Assert.That(seen.Take(), Is.EqualTo((2, (byte)2)));
        await second.WriteDataAsync(new byte[] { 3 });
        Assert.That(BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.WriteData), 48), Is.EqualTo(secondHandle));
        first.CloseSession();
        _fake.Read(secondHandle, 4);
        Assert.That(seen.Take(), Is.EqualTo((2, (byte)4)));
        Assert.ThrowsAsync<ObjectDisposedException>(() => first.WriteDataAsync(default));
    }

    [Test]
    public void Every_member_can_be_called_from_a_handler()
    {
        var session = _service.OpenDataSession();
        var handle = BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.OpenDataSession), 48);
        using var done = new BlockingCollection<Exception?>();
        session.DataReceived += (sender, args) =>
        {
            try
            {
                _ = (args.ReceivedData, _modem.DeviceServices, _modem.MaxDeviceServiceCommandSizeInBytes, _service.SupportedCommands);
                _modem.GetDeviceService(_service.DeviceServiceId).OpenDataSession().CloseSession();
                var commands = _service.OpenCommandSession();
                commands.SendQueryCommandAsync(1, default).GetAwaiter().GetResult();
                commands.CloseSession();
                sender.WriteDataAsync(default).GetAwaiter().GetResult();
                sender.CloseSession();
                done.Add(null);
            }
            catch (Exception exception)
            {
                done.Add(exception);
            }
        };
        _fake.Read(handle, 1);
        Assert.That(done.TryTake(out var failure, HangGuard));
        Assert.That(failure, Is.Null);
    }

    [Test]
    public void A_handler_that_throws_is_reported_and_one_that_blocks_delays_only_its_session()
    {
        using var failures = new BlockingCollection<MbnCallbackFailedEventArgs>();
        _client.CallbackFailed += (_, failure) => failures.Add(failure);
        var blocked = _service.OpenDataSession();
        var blockedHandle = BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.OpenDataSession), 48);
        var throwing = _service.OpenDataSession();
        var throwingHandle = BitConverter.ToUInt32(_fake.LastCommand(MobileBroadbandCid.OpenDataSession), 48);
        using var release = new ManualResetEventSlim();
        blocked.DataReceived += (_, _) => release.Wait(HangGuard);
        throwing.DataReceived += (_, args) => throw new InvalidDataException($"{args.ReceivedData.Span[0]}");
        _fake.Read(blockedHandle, 1);
        _fake.Read(throwingHandle, 1);
        _fake.Read(throwingHandle, 2);
        Assert.That((failures.Take().Exception.Message, failures.Take().Exception.Message), Is.EqualTo(("1", "2")));
        release.Set();
    }

    [TestCase(0x80070005u, typeof(UnauthorizedAccessException))]
    [TestCase(0x80070057u, typeof(ArgumentException))]
    [TestCase(0x8007000Eu, typeof(OutOfMemoryException))]
    [TestCase(0x80070045u, typeof(COMException))]
    public void Failures_are_thrown_as_the_projection_does(uint result, Type type)
    {
        _fake.Refusals[MobileBroadbandCid.OpenDataSession] = (MbimStatus)result;
        var exception = Assert.Catch(() => _service.OpenDataSession())!;
        Assert.That((exception.GetType(), (uint)exception.HResult), Is.EqualTo((type, result)));
        Assert.That(exception.Message, Does.StartWith("OpenDataSession failed with"));
    }

    [Test]
    public void A_modem_that_is_lost_throws_and_its_sessions_can_be_closed()
    {
        var session = _service.OpenDataSession();
        _fake.Lose();
        var exception = Assert.ThrowsAsync<COMException>(() => session.WriteDataAsync(default).WaitAsync(HangGuard))!;
        Assert.That((uint)exception.HResult, Is.EqualTo(0x80010108));
        session.CloseSession();
    }
}
