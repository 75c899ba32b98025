using MbimEmulator.Profiles;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Network;

/// <summary>What a modem's network works with.</summary>
/// <param name="Modem">The modem's name.</param>
/// <param name="Profile">The profile's section for the network.</param>
/// <param name="Clock">The modem's clock, which drives all timers.</param>
/// <param name="Random">The source of random numbers, seeded by the modem's seed.</param>
/// <param name="Post">Has an action run in the modem's mailbox; may be called in any thread.</param>
/// <param name="Logger">Logs; the category is the modem's name.</param>
public sealed record NetworkContext(
    string Modem, InternetProfile Profile, ModemClock Clock, RandomStream Random, Action<Action> Post, ILogger Logger);
