using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Modem;

public sealed class PlainBehaviourTests
{
    private static readonly string[] Success = ["Success"];

    [Test]
    public void Echo_answers_queries_and_sets_with_their_bytes_and_sends_data_back()
    {
        var bench = DeviceServiceBench.With(new BehaviourProfile());
        bench.Connect(3);
        bench.Write(3, 1, 2);
        bench.Write(3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Command(MbimCommandType.Query, 1, 9), Is.EqualTo(["Success 09"]));
            Assert.That(bench.Command(MbimCommandType.Set, 2), Is.EqualTo(Success));
            Assert.That(bench.Command(MbimCommandType.Set, 3, 1), Is.EqualTo(["NoDeviceSupport"]));
            Assert.That(bench.ReadText(), Is.EqualTo(["3: 0102", "3: "]));
            Assert.That(bench.Traffic, Is.EqualTo(new DeviceServiceTraffic(2, 2, 2, 2, 2)));
        }
    }

    [Test]
    public void Echo_keeps_data_where_the_service_cannot_be_read_from()
    {
        var bench = new DeviceServiceBench(DeviceServiceBench.ProfileOf(new BehaviourProfile(), service => service with { DeviceToHost = false }));
        bench.Connect(3);
        bench.Write(3, 1);
        Assert.That((bench.Read().Count, bench.Traffic.DatagramsReceived, bench.Modem.DroppedDatagrams), Is.EqualTo((0, 1, 0)));
    }

    [Test]
    public void Sink_takes_data_and_counts_them_and_answers_with_nothing()
    {
        var bench = DeviceServiceBench.With(new BehaviourProfile { Name = "sink" });
        bench.Connect(3);
        bench.Write(3, 1, 2, 3);
        bench.Write(3, 4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Command(MbimCommandType.Query, 1, 9), Is.EqualTo(Success));
            Assert.That(bench.Read(), Is.Empty);
            Assert.That(bench.Traffic, Is.EqualTo(new DeviceServiceTraffic(1, 2, 4, 0, 0)));
        }
    }

    [Test]
    public void Data_against_the_services_direction_or_without_an_open_session_are_dropped_and_counted()
    {
        var bench = new DeviceServiceBench(DeviceServiceBench.ProfileOf(new BehaviourProfile { Name = "sink" }, service => service with { HostToDevice = false }));
        bench.Connect(3);
        bench.Write(3, 1);
        bench.Write(4, 1);
        bench.Disconnect(3);
        bench.Write(3, 1);
        Assert.That((bench.Modem.DroppedDatagrams, bench.Traffic.DatagramsReceived), Is.EqualTo((3, 0)));
    }
}
