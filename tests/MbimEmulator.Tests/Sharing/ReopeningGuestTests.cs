using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Sharing;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Sharing;

/// <summary>What a guest asks of a shared host whose function has just said that it is not open.</summary>
public sealed class ReopeningGuestTests
{
    private readonly SharedModem _modem = new();
    private readonly List<string> _heard = [];

    [Test]
    public void What_is_asked_when_the_function_is_found_closed_waits_and_is_for_nobody_twice()
    {
        var guest = new Guest(((INetworkModem)_modem.Group).Shared, _heard);
        _modem.Invoke(() => guest.Member = ((INetworkModem)_modem.Group).Shared.Join(guest));
        Assert.That(_heard, Is.EqualTo(new[] { "ready" }));
        _heard.Clear();

        _modem.Invoke(CloseBehindTheHost);
        guest.AsksAgain = 3;
        _modem.Invoke(() => guest.Ask());
        Assert.That(_heard, Is.EqualTo(new[] { "1 NotOpened", "2 NotOpened", "reopening", "ready", "3 Success" }));
        _heard.Clear();
        _modem.Invoke(() => guest.Ask());
        Assert.That(_heard, Is.EqualTo(new[] { "4 Success" }));
    }

    private void CloseBehindTheHost()
    {
        var link = _modem.Group.CreateLink(new ModemLinkOptions { Name = "nobody" });
        _modem.Group.Function.Receive(link, Convert.FromHexString("020000000c00000063000000"));
    }

    // Asks anew as soon as it hears that what it asked has failed.
    private sealed class Guest(SharedHost host, List<string> heard) : ISharedHostGuest
    {
        private uint _asked;

        public SharedHostMember? Member { get; set; }

        public int AsksAgain { get; set; }

        public bool IsGone => false;

        public int MaxQueuedCommands => 64;

        public bool TakesData => false;

        public void Ask() => host.Command(Member!, ++_asked, BasicConnect.Id, BasicConnect.RadioState.Number, MbimCommandType.Query, []);

        public void Reopening() => heard.Add("reopening");

        public void Ready() => heard.Add("ready");

        public void Lost(string reason) => heard.Add("lost");

        public void Completed(uint transactionId, in HostCompletion completion)
        {
            heard.Add($"{transactionId} {(completion.Outcome == HostOutcome.Answered ? $"{completion.Status}" : $"{completion.ProtocolError}")}");
            if (completion.Outcome != HostOutcome.Answered && _asked < AsksAgain)
            {
                Ask();
            }
        }

        public void Indicated(in MbimMessage indication)
        {
        }

        public void DataReceived(byte dssSessionId, ReadOnlySpan<byte> datagram)
        {
        }

        public void VersionChanged(MbimVersion version)
        {
        }
    }
}
