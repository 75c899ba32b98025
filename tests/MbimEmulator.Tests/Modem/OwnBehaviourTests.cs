using System.Buffers.Binary;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tests.Modem;

public sealed class OwnBehaviourTests
{
    private static readonly string[] Failure = ["Failure"];

    [Test]
    public void A_users_behaviour_is_chosen_by_its_name_and_does_all_that_built_in_ones_do()
    {
        var bench = With("thermometer", context => new Thermometer(context));
        Assert.That(bench.Command(MbimCommandType.Query, 1), Is.Empty);
        bench.Advance(20);
        Assert.That(bench.Received(), Is.EqualTo(["Success 14000000"]));
        Assert.That(bench.Command(MbimCommandType.Set, 1, 30, 0, 0, 0), Is.EqualTo(["Success", "CID 1: 1e000000"]));
        Assert.That(bench.Connect(3), Is.EqualTo(["Success"]));
        bench.Advance(1000);
        bench.Write(3, 0xff);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 1e000000", "3: ff"]));
        bench.Disconnect(3);
        bench.Advance(5000);
        Assert.That(bench.Read(), Is.Empty);
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Command(MbimCommandType.Query, 1);
        bench.Advance(20);
        Assert.That(bench.Received(), Is.EqualTo(["Success 14000000"]));
    }

    [Test]
    public void Chance_of_a_behaviour_is_keyed_by_the_services_name_and_time_is_the_modems()
    {
        DeviceServiceContext found = null!;
        var bench = With("probe", context => new Thermometer(found = context));
        bench.Advance(1500);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Service.Name, Is.EqualTo("tested"));
            Assert.That(found.UtcNow, Is.EqualTo(new DateTimeOffset(2000, 1, 1, 0, 0, 1, 500, TimeSpan.Zero)));
            Assert.That(found.Random.Next(1_000_000), Is.EqualTo(
                new RandomStream(0).Fork("modem0").Fork("modem").Fork("deviceServices").Fork("tested").Next(1_000_000)));
        }
    }

    [Test]
    public void An_own_behaviour_with_the_name_of_a_built_in_one_is_used_instead_of_it()
    {
        var bench = With("echo", context => new Thermometer(context));
        bench.Command(MbimCommandType.Query, 1, 9);
        bench.Advance(20);
        Assert.That(bench.Received(), Is.EqualTo(["Success 14000000"]));
    }

    [Test]
    public void A_name_that_there_is_not_is_said_with_the_nearest_when_the_modem_is_made()
    {
        var error = Assert.Throws<ModemProfileException>(() => _ = new DeviceServiceBench(
            DeviceServiceBench.ProfileOf(new BehaviourProfile { Name = "thermometre" }), Options("thermometer", context => new Thermometer(context))))!;
        Assert.That(error.Message, Is.EqualTo(
            "default: device service 'tested': there is no behaviour 'thermometre'; " +
            "expected one of echo, sink, source, modem-log, scripted, thermometer. Did you mean 'thermometer'?"));
    }

    [Test]
    public void A_behaviour_that_throws_is_logged_its_command_fails_and_everything_else_goes_on()
    {
        var log = new BugLog();
        var bench = With("broken", context => new Broken(context), log);
        Assert.That(bench.Command(MbimCommandType.Set, 1), Is.EqualTo(Failure));
        Assert.That(bench.Command(MbimCommandType.Set, 2), Is.EqualTo(["Success 07"]));
        Assert.That(bench.Connect(3), Is.EqualTo(["Success"]));
        bench.Write(3, 1);
        bench.Disconnect(3);
        bench.Do(modem => modem.Recover());
        bench.Advance(1000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Bugs, Is.EqualTo(["command", "answered", "opened", "datagram", "closed", "reset", "timer"]));
            Assert.That(log.Texts, Is.All.EqualTo("Error: Bug in the behaviour of device service tested"));
            Assert.That(bench.CloseReason, Is.Null);
            Assert.That(bench.Connect(4), Is.EqualTo(["Success"]));
        }
    }

    [Test]
    public void Data_of_a_behaviour_on_a_session_that_is_not_its_own_are_refused_and_counted()
    {
        DeviceServiceContext found = null!;
        var profile = DeviceServiceBench.ProfileOf(new BehaviourProfile { Name = "probe" });
        var other = new DeviceServiceProfile { Name = "other", Id = Guid.NewGuid(), HostToDevice = true, DeviceToHost = true, MaxDssInstances = 1 };
        var bench = new DeviceServiceBench(
            profile with
            {
                DeviceServices = new() { Services = [.. profile.DeviceServices.Services, other] },
                Timings = new() { DssConnect = TimeSpan.FromMilliseconds(20) },
            },
            Options("probe", context => new Thermometer(found = context)));
        bench.Connect(3);
        bench.Connect(5, other.Id);
        Assert.That(Send(3), Is.False, "while it opens");
        bench.Advance(20);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Send(3), Is.True);
            Assert.That(Send(4), Is.False, "not open");
            Assert.That(Send(5), Is.False, "another service's");
        }

        bench.Disconnect(3);
        Assert.That(Send(3), Is.False, "while it closes");
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 01"]));
        Assert.That((bench.Modem.DroppedDatagrams, bench.Traffic.DatagramsSent), Is.EqualTo((4, 1)));

        bool Send(byte session)
        {
            var sent = false;
            bench.Do(_ => sent = found.Send(session, [1]));
            return sent;
        }
    }

    [Test]
    public void Data_of_a_behaviour_whose_service_cannot_be_read_from_are_refused_and_counted()
    {
        DeviceServiceContext found = null!;
        var bench = new DeviceServiceBench(
            DeviceServiceBench.ProfileOf(new BehaviourProfile { Name = "probe" }, service => service with { DeviceToHost = false }),
            Options("probe", context => new Thermometer(found = context)));
        bench.Connect(3);
        var sent = true;
        bench.Do(_ => sent = found.Send(3, [1]));
        Assert.That((sent, bench.Modem.DroppedDatagrams, bench.ReadText().Length), Is.EqualTo((false, 1, 0)));
    }

    private static ModemGroupOptions Options(
        string name, Func<DeviceServiceContext, IDeviceServiceBehaviour> make, ILoggerFactory? log = null)
    {
        var options = new ModemGroupOptions
        {
            Behaviours = new Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> { [name] = make },
        };
        return log is null ? options : options with { LoggerFactory = log };
    }

    private static DeviceServiceBench With(string name, Func<DeviceServiceContext, IDeviceServiceBehaviour> make, ILoggerFactory? log = null) =>
        DeviceServiceBench.With(new BehaviourProfile { Name = name }, Options(name, make, log));

    /// <summary>A user's device service: CID 1 tells and sets a temperature, each stream gets it once a second.</summary>
    private sealed class Thermometer(DeviceServiceContext context) : IDeviceServiceBehaviour
    {
        private readonly Dictionary<byte, ModemTimer> _timers = [];
        private int _degrees = 20;

        public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
        {
            if (commandType == MbimCommandType.Query)
            {
                context.Schedule(TimeSpan.FromMilliseconds(20), () => transaction.Complete(Degrees()));
            }
            else
            {
                Change(BinaryPrimitives.ReadInt32LittleEndian(informationBuffer));
                transaction.Complete();
            }
        }

        public void OnSessionOpened(byte sessionId) =>
            _timers[sessionId] = context.Schedule(TimeSpan.FromSeconds(1), () =>
            {
                context.Send(sessionId, Degrees());
                OnSessionOpened(sessionId);
            });

        public void OnSessionClosed(byte sessionId) => _timers[sessionId].Cancel();

        public void OnDatagram(byte sessionId, ReadOnlySpan<byte> datagram) => context.Send(sessionId, datagram);

        public void OnReset(ModemReset reset) => Change(20);

        private void Change(int degrees)
        {
            _degrees = degrees;
            context.Indicate(1, Degrees());
        }

        private byte[] Degrees() => BitConverter.GetBytes(_degrees);
    }

    private sealed class Broken(DeviceServiceContext context) : IDeviceServiceBehaviour
    {
        public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
        {
            if (cid == 2)
            {
                transaction.Complete([7]);
                throw new InvalidOperationException("answered");
            }

            throw new InvalidOperationException("command");
        }

        public void OnSessionOpened(byte sessionId) => throw new InvalidOperationException("opened");

        public void OnSessionClosed(byte sessionId) => throw new InvalidOperationException("closed");

        public void OnDatagram(byte sessionId, ReadOnlySpan<byte> datagram)
        {
            context.Schedule(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("timer"));
            throw new InvalidOperationException("datagram");
        }

        public void OnReset(ModemReset reset) => throw new InvalidOperationException("reset");
    }
}
