namespace MbimEmulator.Tests.Card;

/// <summary>A test under a clause of ETSI TS 102 221: what a card answers to some commands, as <see cref="CardBench.Play"/> runs them.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ClauseAttribute : TestCaseAttribute
{
    public ClauseAttribute(string clause, string script)
        : base(script) => TestName = "Clause " + clause;
}
