using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
using MbimClient.Mbn;
using MbimClient.Tests.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.Mbn;

public sealed class ConnectionPointTests : MbnFixture
{
    [Test]
    public void The_manager_has_a_connection_point_for_each_event_interface()
    {
        foreach (var iid in new[] { typeof(IMbnDeviceServicesEvents).GUID, typeof(IMbnDeviceServiceStateEvents).GUID })
        {
            var wanted = iid;
            Manager.FindConnectionPoint(ref wanted, out var point);
            point!.GetConnectionInterface(out var found);
            Assert.That(found, Is.EqualTo(iid));
            point.GetConnectionPointContainer(out var owner);
            Assert.That(owner, Is.SameAs(Manager));
        }
    }

    [Test]
    public void An_unknown_iid_has_no_connection_point()
    {
        var iid = typeof(IMbnDeviceService).GUID;
        var exception = Assert.Throws<COMException>(() => Manager.FindConnectionPoint(ref iid, out _))!;
        Assert.That((uint)exception.ErrorCode, Is.EqualTo(0x80040200));
    }

    [Test]
    public void A_null_sink_and_one_without_the_interface_are_refused()
    {
        var point = Sink.PointOf<IMbnDeviceServicesEvents>(Manager);
        Assert.That((uint)Assert.Throws<COMException>(() => point.Advise(null!, out _))!.ErrorCode, Is.EqualTo(0x80004003));
        Assert.That((uint)Assert.Throws<COMException>(() => point.Advise("sink", out _))!.ErrorCode, Is.EqualTo(0x80040202));
        Assert.That((uint)Assert.Throws<COMException>(() => point.EnumConnections(out _))!.ErrorCode, Is.EqualTo(0x80004001));
    }

    [Test]
    public void Connection_points_are_enumerated()
    {
        Manager.EnumConnectionPoints(out var all);
        var points = new IConnectionPoint[3];
        Assert.That(all!.Next(3, points, IntPtr.Zero), Is.EqualTo(1));
        Assert.That(points.Select(point => point is null), Is.EqualTo(new[] { false, false, true }));
        all.Reset();
        Assert.That(all.Skip(1), Is.Zero);
        all.Clone(out var rest);
        Assert.That(rest!.Next(1, points, IntPtr.Zero), Is.Zero);
        points[0].GetConnectionInterface(out var iid);
        Assert.That(iid, Is.EqualTo(typeof(IMbnDeviceServiceStateEvents).GUID));
    }

    [Test]
    public void Interfaces_and_sessions_change_at_their_own_points()
    {
        var interfaces = new Sink();
        var sessions = new Sink();
        interfaces.AdviseAt(Manager);
        Sink.PointOf<IMbnDeviceServiceStateEvents>(Manager).Advise(sessions, out _);
        Fake.Indicate(MobileBroadbandCid.SessionsStateChange, new SessionsStateChange { InterfaceID = FakeService.InterfaceID });
        Fake.Change(MbnDeviceServicesInterfaceState.Removal);
        var change = interfaces.Take();
        Assert.That((change.Name, change.InterfaceID, change.Id), Is.EqualTo(("OnInterfaceStateChange", FakeService.InterfaceID, 1u)));
        var restored = sessions.Take();
        Assert.That((restored.Name, restored.InterfaceID, restored.Id), Is.EqualTo(("OnSessionsStateChange", FakeService.InterfaceID, 0u)));
        Assert.That((interfaces.Count, sessions.Count), Is.EqualTo((0, 0)));
    }
}
