using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimEmulator.Tests.Sharing;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>DSS session ids are the modem's, and a service's client and a proxy's client share them.</summary>
public class SharedStreamTests
{
    private readonly ServiceBench _bench = new();
    private readonly TestApplication _application;
    private readonly TestGuest _guest;

    public SharedStreamTests()
    {
        _application = _bench.Application();
        _guest = new TestGuest(_bench.Modem.CreateGuestLink(new ModemLinkOptions { Name = "guest" }));
        _guest.Configure(1);
        _guest.Received();
    }

    [Test]
    public void A_proxy_s_client_cannot_take_or_close_the_service_s_stream()
    {
        _application.WithData(_bench.Modem, ServiceBench.Meter);
        Assert.That(Connect(2, 0, DssLinkState.Activate), Is.EqualTo(new[] { "CommandDone 2 InvalidParameters" }));
        Assert.That(Connect(3, 0, DssLinkState.Deactivate), Is.EqualTo(new[] { "CommandDone 3 InvalidParameters" }));
        Assert.That(Connect(4, 1, DssLinkState.Activate), Is.EqualTo(new[] { "CommandDone 4 Success" }));
        Assert.That(_bench.Streams(), Has.Length.EqualTo(2));
    }

    [Test]
    public void The_service_does_not_use_a_proxy_s_client_s_stream()
    {
        Assert.That(Connect(2, 0, DssLinkState.Activate), Is.EqualTo(new[] { "CommandDone 2 Success" }));
        var meter = _application.WithData(_bench.Modem, ServiceBench.Meter);
        _application.Accepted(WriteData, meter, 1);
        Assert.That(_application.Events(), Has.Length.EqualTo(2));
        Assert.That(Connect(3, 1, DssLinkState.Deactivate), Is.EqualTo(new[] { "CommandDone 3 InvalidParameters" }));
    }

    [Test]
    public void A_guest_that_goes_has_its_streams_closed_and_the_place_is_free()
    {
        Connect(2, 0, DssLinkState.Activate);
        Connect(3, 1, DssLinkState.Activate);
        Assert.That(_bench.Streams(), Has.Length.EqualTo(2));
        _guest.Link.Detach("gone");
        Assert.That(_bench.Streams(), Is.Empty);
        _application.WithData(_bench.Modem, ServiceBench.Meter);
        Assert.That(_bench.Modem.Modem.OpenDssSessions.Keys, Is.EqualTo(new[] { 0u }));
    }

    [Test]
    public void Places_that_a_proxy_s_client_took_show_in_the_completion()
    {
        Connect(2, 0, DssLinkState.Activate);
        Connect(3, 1, DssLinkState.Activate);
        var meter = _application.Service(_bench.Modem, ServiceBench.Meter);
        var id = _application.Accepted(OpenDataSession, meter);
        Assert.That(_application.Events(), Is.EqualTo(new[] { $"OpenDataSession {meter} #{id} E_MBN_FAILURE" }));
    }

    [Test]
    public void The_data_connection_neither_hears_nor_writes_to_the_service_s_stream_but_has_the_others()
    {
        var data = _bench.Modem.CreateDataLink(new ModemLinkOptions { Name = "data", Carrier = CarrierKind.Stream });
        Assert.That(TestHost.Wait(data.AttachAsync()));
        var meter = _application.WithData(_bench.Modem, ServiceBench.Meter);
        var id = _application.Accepted(WriteData, meter, 1, 2, 3);
        Assert.That(_application.Events(), Is.EquivalentTo(new[] { $"WriteData {meter} #{id} S_OK", $"ReadData {meter} 010203" }));
        Connect(2, 1, DssLinkState.Activate);
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 2048));
        Assert.That(writer.TryAdd(NtbStream.Dss(0), [9]) && writer.TryAdd(NtbStream.Dss(1), [8]));
        data.Data.Send(Transfer.Copy(writer.Finish()));
        Assert.That(_application.Events(), Is.Empty);
        Assert.That(_bench.Modem.Function.ForeignDatagrams, Is.EqualTo(1));
        Assert.That(data.Data.TryReceive(out var block));
        using (block)
        {
            Assert.That(Convert.ToHexStringLower(block.Span), Is.EqualTo("4e434d480c00000020001000" + "08000000" + "44535301100000000c00010000000000"));
        }

        Assert.That(data.Data.TryReceive(out _), Is.False);
    }

    private string[] Connect(uint transactionId, uint session, DssLinkState state)
    {
        _guest.Send(w => MbimMessageWriter.WriteCommand(
            w,
            transactionId,
            Dss.Id,
            Dss.Connect.Number,
            MbimCommandType.Set,
            new SetDssConnect { DeviceServiceId = ServiceBench.Meter, DssSessionId = session, DssLinkState = state },
            MbimExVersion.V1));
        return _guest.Received();
    }
}
