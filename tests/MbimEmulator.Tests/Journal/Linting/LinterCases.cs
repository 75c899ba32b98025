using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Tests.Journal.Linting;

/// <summary>For each assertion sequences that break it, once, and sequences that look alike and do not.</summary>
internal static class LinterCases
{
    private static readonly byte[] RadioOn = JournalBench.Buffer(new SetRadioState { RadioState = RadioSwitchState.On });
    private static readonly byte[] Services = JournalBench.Buffer(new DeviceServicesInfo
    {
        DeviceServices = [new DeviceServiceElement { DeviceServiceId = BasicConnect.Id }],
    });

    public static IEnumerable<TestCaseData> Violations()
    {
        yield return Case("L01", "before OPEN", b => b.Query(1, BasicConnect.RadioState));
        yield return Case("L01", "after CLOSE_DONE", b => b.Open().Close().CloseDone().Query(2, BasicConnect.RadioState));
        yield return Case("L01", "after a failed OPEN", b => b.SendOpen().OpenDone(MbimStatus.Failure).Query(2, BasicConnect.RadioState));
        yield return Case("L01", "after NOT_OPENED", b => b.Open().FunctionError(2, MbimProtocolError.NotOpened).Query(3, BasicConnect.RadioState));
        yield return Case("L01", "in fragments", b => b.HostFragments(1, 0, 1, 2));
        yield return Case("L01", "after the function was closed under another host", b => b.Open().Attach(isOpen: false).Query(3, BasicConnect.RadioState));
        yield return Case("L02", "at once", b => b.SendOpen().Query(2, BasicConnect.RadioState).OpenDone());
        yield return Case("L03", "a command", b => b.Open().Close().Query(10, BasicConnect.RadioState).CloseDone());
        yield return Case("L03", "CLOSE again", b => b.Open().Close().Close(10).CloseDone());
        yield return Case("L04", "63 bytes", b => b.Open(63));
        yield return Case("L05", "999 ms later", b => b.SendOpen().After(999).SendOpen(4096, 2).OpenDone());
        yield return Case("L06", "too long", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Query), 4, 49)));
        yield return Case("L06", "no header", b => b.Host(new byte[11]));
        yield return Case("L07", "of the function", b => b.Open().Host(JournalBench.Plain(MbimMessageType.OpenDone, 2, 0)));
        yield return Case("L07", "of nobody", b => b.Open().Host(JournalBench.Plain((MbimMessageType)5, 2)));
        yield return Case("L08", "OPEN", b => b.Open(transactionId: 0));
        yield return Case("L08", "COMMAND", b => b.Open().Query(0, BasicConnect.RadioState));
        yield return Case("L09", "OPEN without MaxControlTransfer", b => b.Host(JournalBench.Plain(MbimMessageType.Open, 1)));
        yield return Case("L09", "a long CLOSE", b => b.Open().Host(JournalBench.Plain(MbimMessageType.Close, 2, 0)));
        yield return Case("L09", "a short COMMAND", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Query)[..44], 4, 44)));
        yield return Case("L09", "a COMMAND without fragment header", b => b.Open().Host(JournalBench.Plain(MbimMessageType.Command, 2)));
        yield return Case("L10", "a byte more", b => b.Open(64).Query(2, BasicConnect.RadioState, new byte[17]), "L20", "L25");
        yield return Case("L11", "a byte more", b => b.Open(8192).Query(2, BasicConnect.RadioState, new byte[4052]), "L25");
        yield return Case("L12", "0, 2", b => b.Open().HostFragments(2, 0, 2));
        yield return Case("L12", "1 first", b => b.Open().HostFragments(2, 1));
        yield return Case("L12", "0 twice", b => b.Open().HostFragments(2, 0, 0, 1, 2), "L25");
        yield return Case("L12", "1 twice, and what follows", b => b.Open().HostFragments(2, 0, 1, 1, 2));
        yield return Case("L13", "another total", b => b.Open().HostFragments(2, 0).Host(LinterBench.Fragment(Long(2), 1, total: 4)).HostFragments(2, 2));
        yield return Case("L13", "no total", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Query), 12, 0)));
        yield return Case("L13", "number as large as the total", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Query), 16, 1)));
        yield return Case("L13", "no payload", b => b.Open().HostFragments(2, 0).Host(LinterBench.Changed(LinterBench.Fragment(Long(2), 1)[..20], 4, 20)));
        yield return Case("L14", "whole", b => b.Open().HostFragments(2, 0).Query(3, BasicConnect.RadioState).HostFragments(2, 1, 2));
        yield return Case("L14", "in fragments", b => b.Open().HostFragments(2, 0).HostFragments(3, 0, 1, 2).HostFragments(2, 1, 2), "L25");
        yield return Case("L15", "1251 ms", b => b.Open().HostFragments(2, 0).After(1251).HostFragments(2, 1, 2));
        yield return Case("L15", "never", b => b.Open().HostFragments(2, 0).After(5000).Query(3, BasicConnect.RadioState));
        yield return Case("L16", "at CLOSE", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0, 2).After(200).Close());
        yield return Case("L16", "after 10 s", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0, 0, 2).After(10_000).Query(3, BasicConnect.RadioState));
        yield return Case("L16", "a missing one", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0).After(60_000).Query(3, BasicConnect.RadioState).After(1000).Close());
        yield return Case("L17", "two queries", b => b.Open().Query(2, BasicConnect.RadioState).Query(2, BasicConnect.RadioState));
        yield return Case("L17", "also when the function says so", b => b.Open().Query(2, BasicConnect.RadioState).Query(2, BasicConnect.RadioState).FunctionError(2, MbimProtocolError.DuplicatedTid));
        yield return Case("L18", "17", b => Queries(b.Open(), 17));
        yield return Case("L19", "0", b => b.Open().HostError(2, 0));
        yield return Case("L19", "9", b => b.Open().HostError(2, 9));
        yield return Case("L20", "too long", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Set, RadioOn), 44, 5)));
        yield return Case("L20", "undeclared bytes", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Set, [.. RadioOn, 0, 0, 0, 0]), 44, 4)));
        yield return Case("L21", "2", b => b.Open().Host(JournalBench.Command(2, BasicConnect.RadioState, (MbimCommandType)2)));
        yield return Case("L22", "set of a query", b => b.Open().Set(2, BasicConnect.DeviceCaps));
        yield return Case("L22", "query of a set", b => b.Open().Query(2, Dss.Connect));
        yield return Case("L23", "too short", b => b.Open().Set(2, BasicConnect.RadioState, new byte[3]));
        yield return Case("L23", "an offset outside", b => b.Open().Set(2, BasicConnect.Connect, LinterBench.Changed(Connect("internet"), 8, 5000)));
        yield return Case("L24", "an odd size", b => b.Open().Set(2, BasicConnect.Connect, LinterBench.Changed(Connect("internet"), 12, 15)));
        yield return Case("L24", "half a pair", b => b.Open().Set(2, BasicConnect.Connect, Connect("x\ud800")));
        yield return Case("L25", "bytes behind", b => b.Open().Query(2, BasicConnect.RadioState, new byte[4]));
        yield return Case("L26", "a radio state", b => b.Open().Set(2, BasicConnect.RadioState, LinterBench.Changed([.. RadioOn], 0, 2)));
        yield return Case("L27", "of an IP session", b => b.Open().Set(2, BasicConnect.Connect, LinterBench.Changed(Connect("internet"), 0, 256)));
        yield return Case("L27", "of a stream", b => b.Open().Set(2, Dss.Connect, JournalBench.Buffer(new SetDssConnect { DssSessionId = 256 })));
        yield return Case("L28", "not listed", b => Listed(b).Set(3, Dss.Connect, JournalBench.Buffer(new SetDssConnect())));
        yield return Case("L29", "not listed", b => Listed(b).Set(3, BasicConnect.DeviceServiceSubscribeList, Subscribe(Dss.Id, 1)), "L30");
        yield return Case("L30", "DEVICE_CAPS", b => b.Open().Set(2, BasicConnect.DeviceServiceSubscribeList, Subscribe(BasicConnect.Id, 1, 2)));
        yield return Case("L31", "first of all", b => b.Open().Query(2, MsBasicConnectExtensions.Version, Version()));
        yield return Case("L31", "after another", b => Listed(b).Query(3, BasicConnect.DeviceCaps).Query(4, MsBasicConnectExtensions.Version, Version()), "L28");
    }

    public static IEnumerable<TestCaseData> Conforming()
    {
        yield return Case("L01", "taken up from another host", b => b.Attach(isOpen: true).Query(7, BasicConnect.RadioState));
        yield return Case("L01", "to the proxy itself", b => b.Set(1, ProxyControl.Configuration, JournalBench.Buffer(new ProxyConfiguration { DevicePath = "/dev/null" })));
        yield return Case("L01", "a late fragment of a refused command", b => b.Open().Close().CloseDone().HostFragments(2, 1, 2));
        yield return Case("L02", "opened again", b => b.Open().Open(transactionId: 2).Query(3, BasicConnect.RadioState));
        yield return Case("L03", "OPEN when CLOSE_DONE does not come", b => b.Open().Close().After(5000).Open(transactionId: 10));
        yield return Case("L04", "64 bytes", b => b.Open(64));
        yield return Case("L05", "5 s later", b => b.SendOpen().After(5000).SendOpen(4096, 2).OpenDone(transactionId: 2));
        yield return Case("L05", "after a failed one", b => b.SendOpen().OpenDone(MbimStatus.Busy).SendOpen(4096, 2).OpenDone(transactionId: 2));
        yield return Case("L08", "the largest", b => b.Open().Query(uint.MaxValue, BasicConnect.RadioState));
        yield return Case("L10", "as announced", b => b.Open(64).HostFragments(2, 0, 1, 2), "L25");
        yield return Case("L11", "as the function has it", b => b.Open(8192).Query(2, BasicConnect.RadioState, new byte[4048]), "L25");
        yield return Case("L12", "in order", b => b.Open().HostFragments(2, 0, 1, 2).HostFragments(3, 0, 1, 2), "L25");
        yield return Case("L14", "cancelled", b => b.Open().HostFragments(2, 0).HostError(2, (uint)MbimProtocolError.Cancel).Query(3, BasicConnect.RadioState));
        yield return Case("L15", "1249 ms each", b => b.Open().HostFragments(2, 0).After(1249).HostFragments(2, 1).After(1249).HostFragments(2, 2), "L25");
        yield return Case("L16", "sent", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0, 2).HostError(2, 2).After(20_000).Close());
        yield return Case("L16", "sent when the command is given up", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0).After(60_000).HostError(2, 1).Close());
        yield return Case("L16", "closing at the same moment", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0, 2).Close());
        yield return Case("L16", "not awaited", b => b.Open().FunctionFragments(2, 0, 2).After(20_000).Close());
        yield return Case("L16", "sound", b => b.Open().Query(2, BasicConnect.RadioState).FunctionFragments(2, 0, 1, 2).After(20_000).Close());
        yield return Case("L17", "answered", b => b.Open().Query(2, BasicConnect.RadioState).Done(2, BasicConnect.RadioState, new byte[8]).Query(2, BasicConnect.RadioState));
        yield return Case("L17", "refused", b => b.Open().Query(2, BasicConnect.RadioState).FunctionError(2, MbimProtocolError.Unknown).Query(2, BasicConnect.RadioState));
        yield return Case("L17", "cancelled", b => b.Open().Query(2, BasicConnect.RadioState).HostError(2, 7).Query(2, BasicConnect.RadioState));
        yield return Case("L17", "opened again", b => b.Open().Query(2, BasicConnect.RadioState).Open().Query(2, BasicConnect.RadioState));
        yield return Case("L18", "16", b => Queries(b.Open(), 16));
        yield return Case("L18", "one answered", b => Queries(b.Open(), 16).Done(2, BasicConnect.RadioState, new byte[8]).Query(50, BasicConnect.RadioState));
        yield return Case("L20", "padding that is not counted", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Query, new byte[4]), 44, 1)), "L25");
        yield return Case("L22", "unknown CIDs have any", b => b.Open().Host(LinterBench.Changed(JournalBench.Command(2, BasicConnect.RadioState, MbimCommandType.Set), 36, 200)));
        yield return Case("L23", "as it should be", b => b.Open().Set(2, BasicConnect.Connect, Connect("internet")));
        yield return Case("L24", "a pair", b => b.Open().Set(2, BasicConnect.Connect, Connect("\ud83d\ude00")));
        yield return Case("L27", "255", b => b.Open().Set(2, BasicConnect.Connect, LinterBench.Changed(Connect("internet"), 0, 255)));
        yield return Case("L28", "before anything is known", b => b.Open().Set(2, Dss.Connect, JournalBench.Buffer(new SetDssConnect())));
        yield return Case("L29", "listed", b => Listed(b).Set(3, BasicConnect.DeviceServiceSubscribeList, Subscribe(BasicConnect.Id, 2, 3)));
        yield return Case("L30", "all of a service", b => b.Open().Set(2, BasicConnect.DeviceServiceSubscribeList, Subscribe(BasicConnect.Id)));
        yield return Case("L31", "behind DEVICE_SERVICES", b => b.Open().Query(2, BasicConnect.DeviceServices).Query(3, MsBasicConnectExtensions.Version, Version()));
        yield return Case("L31", "in a session that another host opened", b => b.Attach(isOpen: true).Query(3, MsBasicConnectExtensions.Version, Version()));
    }

    private static TestCaseData Case(string id, string what, Func<LinterBench, LinterBench> sequence, params string[] beside) =>
        new TestCaseData(id, (Action<LinterBench>)(bench => sequence(bench)), beside).SetArgDisplayNames(id, what);

    private static byte[] Long(uint transactionId) => JournalBench.Command(transactionId, BasicConnect.RadioState, MbimCommandType.Query, new byte[80]);

    private static byte[] Connect(string accessString) => JournalBench.Buffer(new SetConnect { AccessString = accessString });

    private static byte[] Version() => JournalBench.Buffer(new MbimVersion { Version = 0x0100, ExtendedVersion = MbimProtocol.MbimExVersion.V3 });

    private static byte[] Subscribe(Guid service, params uint[] cids) =>
        JournalBench.Buffer(new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = service, Cids = MbimArray.Create<uint>(cids) }] });

    private static LinterBench Listed(LinterBench bench) =>
        bench.Open().Query(2, BasicConnect.DeviceServices).Done(2, BasicConnect.DeviceServices, Services);

    private static LinterBench Queries(LinterBench bench, int count)
    {
        for (var i = 0u; i < count; i++)
        {
            bench.Query(2 + i, BasicConnect.RadioState);
        }

        return bench;
    }
}
