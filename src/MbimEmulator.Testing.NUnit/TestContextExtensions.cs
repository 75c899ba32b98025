using NUnit.Framework;

namespace MbimEmulator.Testing.NUnit;

/// <summary>The modem of the test that runs.</summary>
/// <example>
/// <code>
/// var modem = TestContext.CurrentContext.EmulatedModem;
/// await using var device = await modem.ConnectAsync();
/// </code>
/// </example>
public static class TestContextExtensions
{
    extension(TestContext context)
    {
        /// <summary>The test's own modem.</summary>
        /// <exception cref="InvalidOperationException">The test has no <see cref="EmulatedModemAttribute"/>.</exception>
        public EmulatedModem EmulatedModem => context.GetEmulatedModem();
    }

    /// <summary>The test's own modem, for compilers before C# 14.</summary>
    /// <exception cref="InvalidOperationException">The test has no <see cref="EmulatedModemAttribute"/>.</exception>
    public static EmulatedModem GetEmulatedModem(this TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Test.Properties.Get(ModemCommand.Key) as EmulatedModem
            ?? throw new InvalidOperationException($"{context.Test.FullName} has no modem; add [EmulatedModem].");
    }
}
