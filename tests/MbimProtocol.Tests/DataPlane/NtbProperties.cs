using FsCheck;
using FsCheck.Fluent;

namespace MbimProtocol.Tests.DataPlane;

internal static class NtbProperties
{
    /// <summary>Runs the check on 300 samples.</summary>
    public static void Check<T>(Gen<T> samples, Action<T> check) =>
        Prop.ForAll(samples.ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
