using MbimEmulator.NamedFaults;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Modem;
using MbimProtocol;

namespace MbimEmulator.Tests.Faults.Library;

/// <summary>A host on a modem that has a named fault from its first moment on.</summary>
internal static class ModemFaultBench
{
    /// <summary>The function is open; nothing has happened yet.</summary>
    public static ModemBench Start(string fault, params (string Name, string Value)[] given) => Start(new ModemProfile(), MbimExVersion.V1, fault, given);

    /// <summary>The same with another profile and MBIMEx version.</summary>
    public static ModemBench Start(ModemProfile profile, MbimExVersion version, string fault, params (string Name, string Value)[] given)
    {
        var bench = new ModemBench(profile, version);
        Assert.That(FaultLibrary.TryFind(fault, out var found), fault);
        var rules = found!.ToRules(given.ToDictionary(pair => pair.Name, pair => pair.Value));
        bench.Do(_ => bench.Group.Faults.Load(new Scenario { Name = found.Id, Rules = rules }));
        bench.Advance(0);
        return bench;
    }

    /// <summary>A second has passed; without the fault the modem would be attached.</summary>
    public static ModemBench Ready(string fault, params (string Name, string Value)[] given) => Fresh(Start(fault, given));

    /// <summary>The same for a modem whose SIM wants PIN1, 1234.</summary>
    public static ModemBench Locked(string fault, params (string Name, string Value)[] given) => Fresh(Start(ModemProfile.Load("sim-pin"), MbimExVersion.V1, fault, given));

    private static ModemBench Fresh(ModemBench bench)
    {
        bench.Advance(1000);
        bench.Transcript.Clear();
        return bench;
    }
}
