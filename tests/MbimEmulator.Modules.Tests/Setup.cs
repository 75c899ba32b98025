using System.Runtime.CompilerServices;
using MbimEmulator.Modem.Core;

namespace MbimEmulator.Modules.Tests;

internal static class Setup
{
    // Before everything else: the first modem, scenario or change closes the list.
    [ModuleInitializer]
    internal static void Add() => ModemModules.Add(CounterModule.Kind);
}
