using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;
using static MbimEmulator.Tests.Faults.Library.LibraryBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ClientFaultTests
{
    private static readonly DeviceServiceSubscribeList SignalAlone =
        new() { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [BasicConnect.SignalState.Number] }] };

    [Test]
    public void T46_the_list_of_notifications_is_not_kept()
    {
        var bench = Opened("T46");
        var id = bench.Set(BasicConnect.DeviceServiceSubscribeList, SignalAlone);
        bench.Do(group => group.Function.Indicate(BasicConnect.SignalState, group.Modem.Signal));
        Assert.That(bench.TakeSound(), Has.Length.EqualTo(2));
        Assert.That(bench.Take(), Is.EqualTo([Message(writer => MbimMessageWriter.WriteCommandDone(
            writer, id, BasicConnect.Id, BasicConnect.DeviceServiceSubscribeList.Number, MbimStatus.Success, new DeviceServiceSubscribeList(), MbimExVersion.V1))]));

        bench.Set(BasicConnect.DeviceServiceSubscribeList, SignalAlone);
        bench.Do(group => group.Function.Indicate(BasicConnect.SignalState, group.Modem.Signal));
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "sent again");
    }

    [Test]
    public void T47_no_services_are_listed_and_version_is_missing()
    {
        var bench = Opened("T47");
        var services = bench.Query(BasicConnect.DeviceServices);
        var version = bench.Query(MsBasicConnectExtensions.Version, 0, 1, 0, 3);
        var maxDssSessions = BitConverter.ToUInt32(bench.TakeSound()[0], MbimMessage.CommandHeaderSize + 4);
        Assert.That(
            bench.Take(),
            Is.EqualTo([
                Message(writer => MbimMessageWriter.WriteCommandDone(
                    writer,
                    services,
                    BasicConnect.Id,
                    BasicConnect.DeviceServices.Number,
                    MbimStatus.Success,
                    new DeviceServicesInfo { MaxDssSessions = maxDssSessions },
                    MbimExVersion.V1)),
                Message(writer => MbimMessageWriter.WriteCommandDone(
                    writer, version, MsBasicConnectExtensions.Id, MsBasicConnectExtensions.Version.Number, MbimStatus.NoDeviceSupport, [])),
            ]));
    }

    [Test]
    public void T48_another_client_raises_the_version()
    {
        var bench = Opened("T48");
        bench.Query(BasicConnect.SubscriberReadyStatus);
        var proxy = Message(writer => MbimMessageWriter.WriteIndicateStatus(writer, ProxyControl.Id, ProxyControl.Version.Number, [0, 1, 0, 3]));
        Assert.That(bench.Take(), Is.EqualTo([bench.TakeSoundAnswer(), proxy]));

        var id = bench.Query(BasicConnect.SubscriberReadyStatus);
        Assert.That(bench.Take(), Is.EqualTo([Message(writer => MbimMessageWriter.WriteCommandDone(
            writer,
            id,
            BasicConnect.Id,
            BasicConnect.SubscriberReadyStatus.Number,
            MbimStatus.Success,
            bench.Host.Group.Modem.SubscriberReady,
            MbimExVersion.V3))]));
    }
}
