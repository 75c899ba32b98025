namespace MbimEmulator.Fuzzing;

/// <summary>Thrown by a target whose reader did not throw, and did something wrong all the same.</summary>
/// <param name="message">What.</param>
internal sealed class Finding(string message) : Exception(message)
{
    /// <summary>Throws unless it is so.</summary>
    public static void Unless(bool isSo, string message)
    {
        if (!isSo)
        {
            throw new Finding(message);
        }
    }
}
