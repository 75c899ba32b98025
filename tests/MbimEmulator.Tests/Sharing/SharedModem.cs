using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;

namespace MbimEmulator.Tests.Sharing;

/// <summary>A modem on a virtual clock for many guests, with what its function took and sent.</summary>
internal sealed class SharedModem
{
    private int _guests;

    public SharedModem(FunctionProfile? function = null)
    {
        Clock = new VirtualClock();
        Group = new ModemGroup(new ModemGroupOptions { TimeProvider = Clock, Profile = TestHost.Quiet with { Function = function ?? new FunctionProfile() } });
        Group.TransferObserved += Observe;
    }

    public VirtualClock Clock { get; }

    public ModemGroup Group { get; }

    /// <summary>Transfers to the function.</summary>
    public List<byte[]> ToFunction { get; } = [];

    public TestGuest Guest(CarrierKind carrier = CarrierKind.Stream, Func<bool>? isPeerGone = null) => new(Group.CreateGuestLink(
        new ModemLinkOptions { Name = $"guest {++_guests}", Carrier = carrier, IsPeerGone = isPeerGone }));

    public TestGuest Configured()
    {
        var guest = Guest();
        guest.Configure(1);
        guest.Received();
        return guest;
    }

    public (ModemLink Link, bool Attached) Direct()
    {
        var link = Group.CreateLink(new ModemLinkOptions { Name = "direct" });
        return (link, TestHost.Wait(link.AttachAsync()));
    }

    public void Invoke(Action action) =>
        Assert.That(Group.InvokeAsync(_ => action()).Wait(TimeSpan.FromSeconds(30)), "did not finish");

    private void Observe(in ObservedTransfer transfer)
    {
        if (transfer.Direction == TransferDirection.ToFunction)
        {
            ToFunction.Add(transfer.Bytes.ToArray());
        }
    }
}
