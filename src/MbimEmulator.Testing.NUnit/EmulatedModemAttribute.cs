using MbimEmulator.Time;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal.Commands;

namespace MbimEmulator.Testing.NUnit;

/// <summary>
/// Gives a test a modem of its own, from before its set-up until behind its tear-down: <c>TestContext.CurrentContext.EmulatedModem</c>. A test that
/// fails has the seed in its output, and the journal and a pcapng capture attached. Tests may run in parallel.
/// </summary>
/// <example>
/// <code>
/// public class ModemTests
/// {
///     [Test, EmulatedModem(Profile = "no-sim", Seed = 42)]
///     public async Task There_is_no_sim()
///     {
///         var modem = TestContext.CurrentContext.EmulatedModem;
///         await using var device = await modem.ConnectAsync();
///         var ready = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
///         Assert.That(ready.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
///     }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmulatedModemAttribute : NUnitAttribute, IWrapSetUpTearDown
{
    private ulong? _seed;

    /// <summary>A built-in profile's name or a YAML file.</summary>
    public string? Profile { get; set; }

    /// <summary>A built-in scenario's name or a YAML file.</summary>
    public string? Scenario { get; set; }

    /// <summary>The seed of all chance.</summary>
    public ulong Seed
    {
        get => _seed ?? 0;
        set => _seed = value;
    }

    /// <summary>Whether time is virtual; see <see cref="Testing.EmulatedModem.Clock"/>.</summary>
    public bool VirtualClock { get; set; }

    /// <summary>Whether the modem has registered and attached when the test begins; see <see cref="EmulatedModemOptions.Registered"/>.</summary>
    public bool Registered { get; set; }

    TestCommand ICommandWrapper.Wrap(TestCommand command) => new ModemCommand(command, Configure);

    private void Configure(EmulatedModemOptions options)
    {
        if (Profile is not null)
        {
            options.Profile(Profile);
        }

        if (Scenario is not null)
        {
            options.Scenario(Scenario);
        }

        if (_seed is { } seed)
        {
            options.Seed(seed);
        }

        if (VirtualClock)
        {
            options.Clock(new VirtualClock());
        }

        if (Registered)
        {
            options.Registered();
        }
    }
}
