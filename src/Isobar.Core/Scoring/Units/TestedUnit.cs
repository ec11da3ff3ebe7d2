namespace Isobar.Core.Scoring.Units;

/// <summary>What was tested: an element, or a pair whose name is only made when somebody asks for it.</summary>
internal readonly struct TestedUnit
{
    private readonly ElementUnit? _element;
    private readonly Pair? _pair;

    public TestedUnit(ElementUnit element) => _element = element;

    public TestedUnit(Pair pair) => _pair = pair;

    /// <summary>Number of the window.</summary>
    public long Window { get; init; }

    /// <summary>The kind of the element.</summary>
    public ElementKind Kind => _element?.Element.Kind ?? ElementKind.Pair;

    /// <summary>The element.</summary>
    public NetworkElement Element => _element?.Element ?? new(ElementKind.Pair, _pair!.ServiceLocation, _pair.CityNetwork.Id.ToString());
}
