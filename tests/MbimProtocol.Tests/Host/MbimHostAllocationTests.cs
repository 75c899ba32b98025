using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Framing;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Host;

public sealed class MbimHostAllocationTests
{
    [Test]
    public void A_round_trip_in_fragments_and_a_notification_allocate_nothing()
    {
        var handler = new CountingHandler();
        using var host = new MbimHost<int>(new MbimHostOptions { MaxControlTransfer = 64 }, handler);
        host.Open(default, 0);
        host.Receive(Samples.Hex("01000080 10000000 01000000 00000000"), default);

        var answer = Fragments.Command(150);
        BitConverter.TryWriteBytes(answer, (uint)MbimMessageType.CommandDone);
        BitConverter.TryWriteBytes(answer.AsSpan(40), 0u);
        var fragments = Fragments.Split(answer, 64);
        var command = new HostCommand(BasicConnect.Id, 3, MbimCommandType.Set, TimeSpan.FromSeconds(10));
        var buffer = new byte[150];
        var now = TimeSpan.Zero;
        var allocated = Allocations.Of(() =>
        {
            now += TimeSpan.FromSeconds(1);
            var transactionId = host.Command(command, buffer, now, 1);
            foreach (var fragment in fragments)
            {
                BitConverter.TryWriteBytes(fragment.AsSpan(8), transactionId);
                host.Receive(fragment, now);
            }

            host.Receive(Samples.ProxyVersionIndication, now);
            host.Command(command, new SetRadioState { RadioState = (RadioSwitchState)1 }, MbimExVersion.V1, now, 1);
            host.Tick(now + TimeSpan.FromSeconds(10));
        });

        Assert.That(allocated, Is.Zero);
        Assert.That((handler.Answered, handler.Ended, handler.Indications, host.OutstandingCount), Is.EqualTo((151, 301, 150, 0)));
    }

    private sealed class CountingHandler : IMbimHostHandler<int>
    {
        public int Answered { get; private set; }

        public int Ended { get; private set; }

        public int Indications { get; private set; }

        public void Send(ReadOnlySpan<byte> transfer)
        {
        }

        public void Completed(in HostCompletion completion, int state)
        {
            Ended++;
            Answered += completion.Outcome == HostOutcome.Answered ? 1 : 0;
        }

        public void Indicated(in MbimMessage indication) => Indications++;
    }
}
