namespace MbimEmulator.Modules.Tests;

public enum CounterParity
{
    IsEven,
    IsOdd,
}
