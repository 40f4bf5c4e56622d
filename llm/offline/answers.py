def compose(request):
    return ""
