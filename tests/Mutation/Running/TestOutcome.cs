namespace MbimEmulator.Mutation.Running;

/// <summary>How one test went.</summary>
/// <param name="Test">Its place in the list.</param>
/// <param name="HasFailed">Whether it failed.</param>
/// <param name="Milliseconds">The processor time that it took.</param>
/// <param name="Message">Why it failed, the first line.</param>
/// <param name="Reached">The switches it came by, where that was asked.</param>
internal sealed record TestOutcome(int Test, bool HasFailed, double Milliseconds, string? Message, int[]? Reached);
