using MbimEmulator.Links;
using MbimEmulator.Network;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator;

/// <summary>What the network behind a modem does by itself is contained, as what it does with a packet is: a bug there is reported, and no host pays for it.</summary>
internal static class NetworkContainment
{
    /// <summary>What the network of a modem is given: a clock and a way into the mailbox that report an exception and go on.</summary>
    public static NetworkContext MakeContext(ModemGroupOptions options, ModemClock clock, RandomStream random, Action<Action> post, ILogger logger)
    {
        void Failed(Exception bug) => Mailbox.Report(logger, bug, "what the network behind the modem does");

        void Contained(Action action)
        {
            try
            {
                action();
            }
            catch (Exception bug)
            {
                Failed(bug);
            }
        }

        return new NetworkContext(options.Name, options.Profile.Internet, clock.Contain(Failed), random, action => post(() => Contained(action)), logger);
    }
}
