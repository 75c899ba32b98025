namespace MbimEmulator.Modules.Tests;

public sealed record CounterValue(uint Value);
