using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Tests.DeviceServices;

public sealed class TakenStreamTests
{
    [Test]
    public void A_stream_of_an_application_is_free_for_another_host_that_has_taken_the_modem()
    {
        var bench = new ServiceBench();
        bench.Application().WithData(bench.Modem, ServiceBench.Meter);
        var link = bench.Modem.CreateLink(new ModemLinkOptions { Name = "another host" });
        var attached = link.AttachAsync();
        Assert.That(bench.Modem.ResetAsync().Wait(TimeSpan.FromSeconds(30)));
        Assert.That(TestHost.Wait(attached));
        Send(link, w => MbimMessageWriter.WriteOpen(w, 1, 4096));
        var connect = new SetDssConnect { DeviceServiceId = ServiceBench.Meter, DssSessionId = 0, DssLinkState = DssLinkState.Activate };
        Send(link, w => MbimMessageWriter.WriteCommand(w, 2, Dss.Id, Dss.Connect.Number, MbimCommandType.Set, connect, MbimExVersion.V1));
        var block = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        Assert.That(block.TryAdd(NtbStream.Dss(0), [7]));
        link.Data.Send(Transfer.Copy(block.Finish()));
        Assert.That(bench.Modem.Function.ForeignDatagrams, Is.Zero);
        Assert.That(link.Data.TryReceive(out var back));
        back.Dispose();
    }

    private static void Send(ModemLink link, Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        link.Send(Transfer.Copy(buffer.WrittenSpan));
    }
}
