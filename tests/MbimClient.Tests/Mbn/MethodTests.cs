using System.Runtime.InteropServices;
using MbimClient.Mbn;
using MbimClient.Tests.DeviceServices;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.Mbn;

public sealed class MethodTests : MbnFixture
{
    private static IEnumerable<TestCaseData> AsynchronousMethods()
    {
        static TestCaseData Case(MobileBroadbandCid cid, Begin begin) => new TestCaseData(cid, begin).SetArgDisplayNames(cid.ToString());
        yield return Case(MobileBroadbandCid.QuerySupportedCommands, (IMbnDeviceService service, out uint id) => service.QuerySupportedCommands(out id));
        yield return Case(MobileBroadbandCid.OpenCommandSession, (IMbnDeviceService service, out uint id) => service.OpenCommandSession(out id));
        yield return Case(MobileBroadbandCid.CloseCommandSession, (IMbnDeviceService service, out uint id) => service.CloseCommandSession(out id));
        yield return Case(MobileBroadbandCid.SetCommand, (IMbnDeviceService service, out uint id) => service.SetCommand(5, [1, 2, 3], out id));
        yield return Case(MobileBroadbandCid.QueryCommand, (IMbnDeviceService service, out uint id) => service.QueryCommand(5, [1, 2, 3], out id));
        yield return Case(MobileBroadbandCid.OpenDataSession, (IMbnDeviceService service, out uint id) => service.OpenDataSession(out id));
        yield return Case(MobileBroadbandCid.CloseDataSession, (IMbnDeviceService service, out uint id) => service.CloseDataSession(out id));
        yield return Case(MobileBroadbandCid.WriteData, (IMbnDeviceService service, out uint id) => service.WriteData([1, 2, 3], out id));
    }

    [TestCaseSource(nameof(AsynchronousMethods))]
    public void An_asynchronous_method_gives_the_request_id_and_is_completed_by_its_event(MobileBroadbandCid cid, Begin begin)
    {
        var sink = new Sink();
        sink.AdviseAt(Manager);
        begin(Service, out var requestId);
        var item = sink.Take();
        Assert.That((item.Name, item.RequestID, item.Status), Is.EqualTo(($"On{cid}Complete", requestId, 0)));
        Assert.That(item.Service, Is.SameAs(Service));
        Assert.That(item.CommandIDs, Is.EqualTo(cid == MobileBroadbandCid.QuerySupportedCommands ? new uint[] { 1, 2, 7 } : []));
        var isCommand = cid is MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand;
        Assert.That((item.Id, item.Data), Is.EqualTo((isCommand ? 7u : 0, isCommand ? Fake.Answer : [])));
    }

    [TestCaseSource(nameof(AsynchronousMethods))]
    public void A_completion_carries_the_failure_of_the_operation(MobileBroadbandCid cid, Begin begin)
    {
        Fake.Failures[cid] = HResult.MbnFailure;
        var sink = new Sink();
        sink.AdviseAt(Manager);
        begin(Service, out _);
        var item = sink.Take();
        Assert.That((item.Status, item.Data, item.CommandIDs), Is.EqualTo((unchecked((int)0x80548212), Array.Empty<byte>(), Array.Empty<uint>())));
    }

    [TestCaseSource(nameof(AsynchronousMethods))]
    public void A_refusal_is_thrown_and_nothing_is_completed(MobileBroadbandCid cid, Begin begin)
    {
        Fake.Refusals[cid] = (MbimStatus)0x80070005;
        var sink = new Sink();
        sink.AdviseAt(Manager);
        var exception = Assert.Throws<COMException>(() => begin(Service, out _))!;
        Assert.That((uint)exception.ErrorCode, Is.EqualTo(0x80070005));
        Assert.That(exception.Message, Does.StartWith($"{cid} failed with E_ACCESSDENIED (0x80070005)"));
        Fake.Change(MbnDeviceServicesInterfaceState.Removal);
        Assert.That(sink.Take().Name, Is.EqualTo("OnInterfaceStateChange"));
    }

    // A COMMAND that sets: header, fragment 0 of 1, service, CID, type, length; then the object's handle and the parameters.
    [TestCaseSource(nameof(AsynchronousMethods))]
    public void A_call_is_a_command_with_these_bytes(MobileBroadbandCid cid, Begin begin)
    {
        begin(Service, out _);
        var parameters = cid switch
        {
            MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand => "2100000005000000010203",
            MobileBroadbandCid.WriteData => "21000000010203",
            _ => "21000000",
        };
        var length = parameters.Length / 2;
        var transfer = Fake.LastCommand(cid);
        Assert.That(Convert.ToHexStringLower(transfer.AsSpan(12)), Does.StartWith(
            "01000000" + "00000000" + "2af4d451c76a4b39895f53bac3397d13" + $"{(byte)cid:x2}000000" + "01000000" + $"{length:x2}000000" + parameters));
    }

    [Test]
    public void Properties_and_synchronous_methods_give_what_the_service_says()
    {
        Assert.That(Manager.GetInterfaceIDs(), Is.EqualTo(new[] { FakeService.InterfaceID }));
        Assert.That((Context.MaxCommandSize, Context.MaxDataSize), Is.EqualTo((4096u, 65536u)));
        var services = Context.EnumerateDeviceServices();
        Assert.That(services, Has.Length.EqualTo(1));
        Assert.That(
            (services[0].deviceServiceID, services[0].dataWriteSupported, services[0].dataReadSupported),
            Is.EqualTo((FakeService.DeviceServiceID, true, false)));
        Assert.That((Service.InterfaceID, Service.DeviceServiceID), Is.EqualTo((FakeService.InterfaceID, FakeService.DeviceServiceID)));
        Assert.That((Service.IsCommandSessionOpen, Service.IsDataSessionOpen), Is.EqualTo((true, false)));
    }

    [TestCase(MobileBroadbandCid.GetDeviceServicesContext, 0x80070490)]
    [TestCase(MobileBroadbandCid.EnumerateDeviceServices, 0x8000000A)]
    [TestCase(MobileBroadbandCid.GetDeviceService, 0x80070490)]
    [TestCase(MobileBroadbandCid.MaxCommandSize, 0x8000000A)]
    [TestCase(MobileBroadbandCid.MaxDataSize, 0x80070032)]
    [TestCase(MobileBroadbandCid.InterfaceID, 0x80070057)]
    [TestCase(MobileBroadbandCid.DeviceServiceID, 0x80070057)]
    [TestCase(MobileBroadbandCid.IsCommandSessionOpen, 0x80070490)]
    [TestCase(MobileBroadbandCid.IsDataSessionOpen, 0x80548201)]
    public void A_failing_hresult_is_thrown_as_it_is(MobileBroadbandCid cid, uint result)
    {
        Fake.Refusals[cid] = (MbimStatus)result;
        Assert.That((uint)Assert.Throws<COMException>(() => Call(cid))!.ErrorCode, Is.EqualTo(result));
    }

    [TestCase(MbimStatus.InvalidParameters, 0x80070057)]
    [TestCase(MbimStatus.NoDeviceSupport, 0x80070032)]
    [TestCase(MbimStatus.Busy, 0x800700AA)]
    [TestCase(MbimStatus.Failure, 0x80004005)]
    [TestCase(MbimStatus.NotInitialized, 0x80004005)]
    [TestCase((MbimStatus)0x7FFFFFFF, 0x80004005)]
    public void A_status_of_the_carrier_is_mapped(MbimStatus status, uint result)
    {
        Fake.Refusals[MobileBroadbandCid.IsDataSessionOpen] = status;
        Assert.That((uint)Assert.Throws<COMException>(() => _ = Service.IsDataSessionOpen)!.ErrorCode, Is.EqualTo(result));
    }

    [Test]
    public void Null_data_are_no_bytes_and_null_ids_are_empty_texts()
    {
        Service.SetCommand(1, null, out _);
        Service.WriteData(null, out _);
        Assert.That(Convert.ToHexStringLower(Fake.LastCommand(MobileBroadbandCid.SetCommand).AsSpan(44)), Is.EqualTo("080000002100000001000000"));
        Assert.That(Convert.ToHexStringLower(Fake.LastCommand(MobileBroadbandCid.WriteData).AsSpan(44)), Is.EqualTo("0400000021000000"));
        Manager.GetDeviceServicesContext(null!);
        Context.GetDeviceService(null!);
        Assert.That(Fake.LastCommand(MobileBroadbandCid.GetDeviceServicesContext).AsSpan(48).ToArray(), Has.Length.EqualTo(8).And.All.EqualTo(0));
    }

    [Test]
    public void A_write_of_64_KiB_is_one_transfer()
    {
        Service.WriteData(new byte[65536], out _);
        Assert.That(Fake.LastCommand(MobileBroadbandCid.WriteData), Has.Length.EqualTo(48 + 4 + 65536));
    }

    [Test]
    public void An_answer_in_fragments_comes_in_several_events()
    {
        Fake.AnswerParts = 3;
        var sink = new Sink();
        sink.AdviseAt(Manager);
        Service.QueryCommand(1, [], out var requestId);
        for (var part = 0; part < 3; part++)
        {
            var item = sink.Take();
            Assert.That((item.RequestID, item.Data), Is.EqualTo((requestId, Fake.Answer)));
        }
    }

    [Test]
    public void Objects_can_be_given_back_and_hear_nothing_more()
    {
        var sink = new Sink();
        sink.AdviseAt(Manager);
        ((IDisposable)Service).Dispose();
        ((IDisposable)Context).Dispose();
        Fake.Read(FakeService.FirstServiceHandle, 1);
        Fake.Change(MbnDeviceServicesInterfaceState.Arrival);
        Assert.That(sink.Take().Name, Is.EqualTo("OnInterfaceStateChange"));
        Assert.That(Fake.Count(MobileBroadbandCid.ReleaseObject), Is.EqualTo(2));
    }

    public delegate void Begin(IMbnDeviceService service, out uint requestId);

    private object Call(MobileBroadbandCid cid) => cid switch
    {
        MobileBroadbandCid.GetDeviceServicesContext => Manager.GetDeviceServicesContext(FakeService.InterfaceID),
        MobileBroadbandCid.EnumerateDeviceServices => Context.EnumerateDeviceServices(),
        MobileBroadbandCid.GetDeviceService => Context.GetDeviceService(FakeService.DeviceServiceID),
        MobileBroadbandCid.MaxCommandSize => Context.MaxCommandSize,
        MobileBroadbandCid.MaxDataSize => Context.MaxDataSize,
        MobileBroadbandCid.InterfaceID => Service.InterfaceID,
        MobileBroadbandCid.DeviceServiceID => Service.DeviceServiceID,
        MobileBroadbandCid.IsCommandSessionOpen => Service.IsCommandSessionOpen,
        _ => Service.IsDataSessionOpen,
    };
}
